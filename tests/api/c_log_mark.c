/* SPDX-License-Identifier: Apache-2.0 */
/* c_log_mark.c — logs and marks through the C interface. c_log_mark_test FOLDER KEY CHAIN ROOTS: an empty folder, PEM files. */
#include <dau.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures = 0;

#define CHECK(condition)                                            \
  do {                                                              \
    if (!(condition)) {                                             \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
      ++failures;                                                   \
    }                                                               \
  } while (0)

static char* file_text(const char* path) {
  FILE* file = fopen(path, "rb");
  if (file == NULL) exit(2);
  char* text = calloc(1, 65536);
  if (fread(text, 1, 65535, file) == 0) exit(2);
  fclose(file);
  return text;
}

static void logs(const char* folder) {
  dau_error* error = NULL;
  dau_log* log = NULL;
  dau_text* text = NULL;
  CHECK(dau_log_open(folder, 0, &log, &error) == DAU_NOT_FOUND && log == NULL && error != NULL);
  dau_error_free(error);
  CHECK(dau_log_make(folder, "c.test/log", &error) == DAU_OK && error == NULL);
  CHECK(dau_log_make(folder, "c.test/log", &error) == DAU_INVALID_ARGUMENT);
  dau_error_free(error);
  CHECK(dau_log_open(folder, 0, &log, &error) == DAU_OK);
  const char* entries[] = {"một", "", "ba"};
  const size_t sizes[] = {strlen("một"), 0, 2};
  CHECK(dau_log_append(log, entries, sizes, 3, &text, &error) == DAU_OK);
  CHECK(strstr(dau_text_data(text), "{\"index\":2,\"leaf\":\"") != NULL);
  CHECK(strstr(dau_text_data(text), "c.test/log\\n3\\n") != NULL);
  dau_text_free(text);
  dau_log* other = NULL;
  CHECK(dau_log_open(folder, 0, &other, &error) == DAU_UNSUPPORTED && other == NULL);
  dau_error_free(error);
  CHECK(dau_log_publish(log, &error) == DAU_OK);
  CHECK(dau_log_prove(folder, 1, &text, &error) == DAU_OK);
  CHECK(strncmp(dau_text_data(text), "c2sp.org/tlog-proof@v1\n", 23) == 0);
  dau_text_free(text);
  CHECK(dau_log_prove(folder, 3, &text, &error) == DAU_INVALID_ARGUMENT && text == NULL);
  dau_error_free(error);
  CHECK(dau_log_append(NULL, entries, sizes, 3, NULL, NULL) == DAU_INVALID_ARGUMENT);
  dau_log_free(log);
  dau_log_free(NULL);
}

static void marks(const char* key, const char* chain, const char* roots) {
  dau_error* error = NULL;
  dau_marker* marker = NULL;
  dau_text *marked = NULL, *store = NULL, *report = NULL;
  const char page[] = "# Tin\n";
  CHECK(dau_marker_open("no key", chain, &marker, &error) == DAU_CORRUPT && marker == NULL);
  dau_error_free(error);
  CHECK(dau_marker_open(key, chain, &marker, &error) == DAU_OK);
  CHECK(dau_marker_set(marker, "origin", "edited", &error) == DAU_OK);
  CHECK(dau_marker_set(marker, "provider", "Cty A", &error) == DAU_OK);
  CHECK(dau_marker_set(marker, "origin", "found", &error) == DAU_INVALID_ARGUMENT);
  dau_error_free(error);
  CHECK(dau_marker_set(marker, "nothing", "x", NULL) == DAU_INVALID_ARGUMENT);
  CHECK(dau_marker_add(marker, page, sizeof page - 1, "a.md", &marked, &store, &error) == DAU_OK);
  CHECK(dau_mark_verify(dau_text_data(marked), dau_text_size(marked), "a.md", NULL, 0, roots, &report, &error) == DAU_OK);
  CHECK(strstr(dau_text_data(report), "\"verdict\":\"trusted\",\"ai_generated\":true") != NULL);
  CHECK(strstr(dau_text_data(report), "\"provider\":\"Cty A\"") != NULL);
  dau_text_free(report);
  dau_text_free(marked);
  dau_text_free(store);
  CHECK(dau_marker_add(marker, "x", 1, "a.bin", &marked, &store, &error) == DAU_UNSUPPORTED && store == NULL);
  dau_error_free(error);
  CHECK(dau_marker_set(marker, "sidecar", "true", &error) == DAU_OK);
  CHECK(dau_marker_add(marker, "x", 1, "a.bin", &marked, &store, &error) == DAU_OK && marked == NULL);
  CHECK(dau_mark_verify("x", 1, "a.bin", dau_text_data(store), dau_text_size(store), NULL, &report, &error) == DAU_OK);
  CHECK(strstr(dau_text_data(report), "\"verdict\":\"valid\"") != NULL);
  dau_text_free(report);
  CHECK(dau_mark_verify("y", 1, "a.bin", dau_text_data(store), dau_text_size(store), NULL, &report, &error) == DAU_OK);
  CHECK(strstr(dau_text_data(report), "\"verdict\":\"invalid\",\"ai_generated\":null") != NULL);
  dau_text_free(report);
  dau_text_free(store);
  CHECK(dau_mark_verify("y", 1, "a.bin", NULL, 0, "no certificates", &report, &error) == DAU_CORRUPT && report == NULL);
  dau_error_free(error);
  dau_marker_free(marker);
  dau_marker_free(NULL);
}

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  char *key = file_text(argv[2]), *chain = file_text(argv[3]), *roots = file_text(argv[4]);
  logs(argv[1]);
  marks(key, chain, roots);
  free(key);
  free(chain);
  free(roots);
  if (failures == 0) puts("logs and marks in C do what they say");
  return failures == 0 ? 0 : 1;
}
