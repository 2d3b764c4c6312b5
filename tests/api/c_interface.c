/* SPDX-License-Identifier: Apache-2.0 */
/* c_interface.c — the C interface as a C11 program sees it. Ends with 77 (skipped) when there is no restore model.
 *
 *     c_interface [FOLDER]     FOLDER: where the model must have been found
 */
#include <dau.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures = 0;

#define CHECK(condition)                                                      \
  do {                                                                        \
    if (!(condition)) {                                                       \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
      failures++;                                                             \
    }                                                                         \
  } while (0)

static dau_tool* opened(const char* name) {
  dau_tool* tool = NULL;
  dau_error* error = NULL;
  if (dau_tool_open(name, NULL, &tool, &error) != DAU_OK) {
    fprintf(stderr, "%s: %s: %s\n", name, dau_error_at(error), dau_error_message(error));
    const int missing = dau_error_status(error) == DAU_NOT_FOUND;
    dau_error_free(error);
    exit(missing ? 77 : 1);
  }
  CHECK(error == NULL);
  return tool;
}

/* Whether the tool makes `expected` of `text`. */
static int gives(const dau_tool* tool, const char* text, const char* expected) {
  dau_text* result = NULL;
  dau_error* error = NULL;
  if (dau_tool_run(tool, text, strlen(text), &result, &error) != DAU_OK) {
    fprintf(stderr, "%s: %s\n", text, dau_error_message(error));
    dau_error_free(error);
    return 0;
  }
  const int same = dau_text_size(result) == strlen(expected) && strcmp(dau_text_data(result), expected) == 0;
  if (!same) fprintf(stderr, "%s: %s\n", text, dau_text_data(result));
  dau_text_free(result);
  return same;
}

/* Whether a call failed with this status, and told where; frees the error. */
static int failed(int status, dau_error* error, int expected, const char* at) {
  const int same = status == expected && error != NULL && dau_error_status(error) == expected &&
                   strcmp(dau_error_at(error), at) == 0 && dau_error_message(error)[0] != '\0';
  if (!same && error != NULL)
    fprintf(stderr, "%s: %s: %s\n", dau_status_name(status), dau_error_at(error), dau_error_message(error));
  dau_error_free(error);
  return same;
}

static void names_and_statuses(void) {
  const char* const tools[] = {"restore",   "correct",  "normalize", "strip",   "keys",   "segment",
                               "sentences", "language", "register",  "dialect", "spoken", "written"};
  size_t i = 0;
  for (; dau_tool_name(i) != NULL; i++) CHECK(i >= sizeof tools / sizeof *tools || !strcmp(dau_tool_name(i), tools[i]));
  CHECK(i == sizeof tools / sizeof *tools);
  CHECK(strlen(dau_version()) >= 5);
  CHECK(strcmp(dau_status_name(DAU_OK), "ok") == 0);
  CHECK(strcmp(dau_status_name(DAU_INVALID_UTF8), "invalid_utf8") == 0);
  CHECK(strcmp(dau_status_name(DAU_INVALID_INPUT), "invalid_input") == 0);
  CHECK(strcmp(dau_status_name(1234), "internal") == 0);
}

static void tools_run(const dau_tool* restore) {
  CHECK(gives(restore, "toi dang hoc tieng Viet", "tôi đang học tiếng Việt"));
  CHECK(gives(restore, "", ""));
  dau_tool* strip = opened("strip");
  CHECK(gives(strip, "tôi đang học tiếng Việt, ñ", "toi dang hoc tieng Viet, ñ"));
  dau_text* result = NULL;
  CHECK(dau_tool_run(strip, "\xC4\x91\0\xC4\x91", 5, &result, NULL) == DAU_OK); /* đ NUL đ */
  CHECK(dau_text_size(result) == 3 && memcmp(dau_text_data(result), "d\0d", 4) == 0);
  dau_text_free(result);
  dau_tool_free(strip);
  dau_tool* normalize = opened("normalize");
  CHECK(dau_tool_set(normalize, "tone", "new", NULL) == DAU_OK);
  CHECK(gives(normalize, "hòa", "hoà"));
  CHECK(dau_tool_run(normalize, NULL, 0, &result, NULL) == DAU_OK && dau_text_size(result) == 0);
  dau_text_free(result);
  dau_tool_free(normalize);
}

/* The command never sees a line end in a text; here one may be. */
static void words_stay_in_their_line(void) {
  dau_tool* segment = opened("segment");
  CHECK(gives(segment, "học\nsinh đi học\r\nsinh viên", "học\nsinh đi học\r\nsinh_viên"));
  CHECK(gives(segment, "\nsinh viên\n\n", "\nsinh_viên\n\n"));
  dau_tool_free(segment);
}

static void options_are_checked(const dau_tool* restore) {
  dau_tool *tool = NULL, *other = NULL;
  dau_error* error = NULL;
  CHECK(dau_tool_copy(restore, &tool, NULL) == DAU_OK); /* `restore` itself has run */
  int status = dau_tool_set(tool, "tone", "sideways", &error);
  CHECK(failed(status, error, DAU_INVALID_ARGUMENT, "tone"));
  status = dau_tool_set(tool, "min-confidence", "1.5", &error);
  CHECK(failed(status, error, DAU_INVALID_ARGUMENT, "min-confidence"));
  status = dau_tool_set(tool, "beam", "2.5", &error);
  CHECK(failed(status, error, DAU_INVALID_ARGUMENT, "beam"));
  status = dau_tool_set(tool, "beam", "nan", &error);
  CHECK(failed(status, error, DAU_INVALID_ARGUMENT, "beam"));
  status = dau_tool_set(tool, "volume", "11", &error);
  CHECK(failed(status, error, DAU_INVALID_ARGUMENT, "volume"));
  status = dau_tool_set(tool, "", "11", &error);
  CHECK(failed(status, error, DAU_INVALID_ARGUMENT, "option"));
  CHECK(dau_tool_set(tool, "tone", "new", NULL) == DAU_OK);
  CHECK(dau_tool_set(tool, "min_confidence", "0.01", NULL) == DAU_OK);
  CHECK(gives(tool, "cong hoa xa hoi", "cộng hoà xã hội"));
  status = dau_tool_set(tool, "tone", "old", &error);
  CHECK(failed(status, error, DAU_INVALID_ARGUMENT, "tone"));
  CHECK(dau_tool_copy(tool, &other, NULL) == DAU_OK);
  CHECK(dau_tool_set(other, "tone", "old", NULL) == DAU_OK);
  dau_tool_free(tool); /* the model lives on in the copy */
  CHECK(gives(other, "cong hoa xa hoi", "cộng hòa xã hội"));
  dau_tool_free(other);
}

static void errors_are_told(const dau_tool* restore) {
  dau_tool* tool = NULL;
  dau_text* result = NULL;
  dau_error* error = NULL;
  int status = dau_tool_open("frobnicate", NULL, &tool, &error);
  CHECK(failed(status, error, DAU_INVALID_ARGUMENT, "frobnicate") && tool == NULL);
  status = dau_tool_open("restore", "no/such.dau", &tool, &error);
  CHECK(failed(status, error, DAU_NOT_FOUND, "no/such.dau") && tool == NULL);
  status = dau_tool_open("strip", "no/such.dau", &tool, &error);
  CHECK(failed(status, error, DAU_INVALID_ARGUMENT, "model"));
  status = dau_tool_run(restore, "toi \xFF", 5, &result, &error);
  CHECK(failed(status, error, DAU_INVALID_UTF8, "4") && result == NULL);
  status = dau_tool_run(NULL, "toi", 3, &result, &error);
  CHECK(failed(status, error, DAU_INVALID_ARGUMENT, "tool"));
  status = dau_tool_run(restore, NULL, 3, &result, &error);
  CHECK(failed(status, error, DAU_INVALID_ARGUMENT, "text"));
  CHECK(dau_tool_run(restore, NULL, 0, &result, NULL) == DAU_OK);
  dau_text_free(result);
  CHECK(dau_tool_run(restore, "\xFF", 1, &result, NULL) == DAU_INVALID_UTF8); /* nobody wants to know more */
  tool = opened("strip");
  status = dau_tool_run_json(tool, "a", 1, &result, &error);
  CHECK(failed(status, error, DAU_UNSUPPORTED, "strip"));
  dau_tool_free(tool);
  dau_tool_free(NULL);
  dau_text_free(NULL);
  dau_texts_free(NULL);
  dau_error_free(NULL);
}

static void json_has_spans_and_card(const dau_tool* restore, const char* folder) {
  dau_text* json = NULL;
  CHECK(dau_tool_run_json(restore, "di hoc", 6, &json, NULL) == DAU_OK);
  CHECK(strncmp(dau_text_data(json),
                "{\"text\":\"đi học\",\"edits\":[{\"begin\":0,\"end\":2,\"from\":\"di\",\"to\":\"đi\"", 60) == 0);
  dau_text_free(json);
  CHECK(dau_tool_info(restore, &json, NULL) == DAU_OK);
  CHECK(strncmp(dau_text_data(json), "{\"tool\":\"restore\",\"options\":[{\"name\":\"tone\"", 40) == 0);
  char path[4096];
  snprintf(path, sizeof path, "\"path\":\"%s/restore.dau\"", folder == NULL ? "" : folder);
  CHECK(folder == NULL || strstr(dau_text_data(json), path) != NULL);
  CHECK(strstr(dau_text_data(json), "\"licence\":\"CC-BY-SA-4.0\"") != NULL);
  dau_text_free(json);
}

enum { kTexts = 1000 };

static void batches_keep_the_order(const dau_tool* restore) {
  static char lines[kTexts][32];
  static const char* texts[kTexts];
  static size_t sizes[kTexts];
  for (int i = 0; i < kTexts; i++) {
    texts[i] = lines[i];
    sizes[i] = (size_t)snprintf(lines[i], sizeof *lines, "toi co %d con meo", i);
  }
  for (int threads = 0; threads <= 3; threads++) {
    dau_texts* results = NULL;
    CHECK(dau_tool_run_batch(restore, texts, sizes, kTexts, threads, &results, NULL) == DAU_OK);
    CHECK(dau_texts_count(results) == kTexts);
    for (int i = 0; i < kTexts; i++) {
      char expected[64];
      const int size = snprintf(expected, sizeof expected, "tôi có %d con mèo", i);
      CHECK((size_t)size == dau_texts_size(results, (size_t)i));
      CHECK(strcmp(dau_texts_data(results, (size_t)i), expected) == 0);
    }
    dau_texts_free(results);
  }
  dau_texts* results = NULL;
  dau_error* error = NULL;
  CHECK(dau_tool_run_json_batch(restore, texts, sizes, 3, 2, &results, NULL) == DAU_OK);
  CHECK(strncmp(dau_texts_data(results, 2), "{\"text\":\"tôi có 2", 16) == 0);
  dau_texts_free(results);
  CHECK(dau_tool_run_batch(restore, NULL, NULL, 0, 2, &results, NULL) == DAU_OK);
  CHECK(dau_texts_count(results) == 0);
  dau_texts_free(results);
  int status = dau_tool_run_batch(restore, texts, sizes, kTexts, 65, &results, &error);
  CHECK(failed(status, error, DAU_INVALID_ARGUMENT, "threads") && results == NULL);
  lines[500][4] = lines[900][0] = '\xFF'; /* the first one is told, whichever is met first */
  status = dau_tool_run_batch(restore, texts, sizes, kTexts, 3, &results, &error);
  CHECK(failed(status, error, DAU_INVALID_UTF8, "500:4") && results == NULL);
}

static void* run_many(void* tool) {
  for (int i = 0; i < 200; i++)
    if (!gives(tool, "hom nay troi dep", "hôm nay trời đẹp")) return tool;
  return NULL;
}

static void threads_share_a_tool(dau_tool* restore) {
  pthread_t threads[4];
  for (int i = 0; i < 4; i++) CHECK(pthread_create(&threads[i], NULL, run_many, restore) == 0);
  for (int i = 0; i < 4; i++) {
    void* wrong = NULL;
    CHECK(pthread_join(threads[i], &wrong) == 0 && wrong == NULL);
  }
}

int main(int argc, char** argv) {
  names_and_statuses();
  dau_tool* restore = opened("restore");
  tools_run(restore);
  words_stay_in_their_line();
  options_are_checked(restore);
  errors_are_told(restore);
  json_has_spans_and_card(restore, argc > 1 ? argv[1] : NULL);
  batches_keep_the_order(restore);
  threads_share_a_tool(restore);
  dau_tool_free(restore);
  if (failures == 0) puts("the C interface does what it says");
  return failures == 0 ? 0 : 1;
}
