/* SPDX-License-Identifier: Apache-2.0 */
/* dau.h — the C interface of libdau: Vietnamese text tools by name, for C11, C++ and every language that calls C.
 *
 *     dau_tool *restore;
 *     dau_text *out;
 *     dau_error *error;
 *     if (dau_tool_open("restore", NULL, &restore, &error) != 0) return fail(error);
 *     if (dau_tool_run(restore, "toi dang hoc", 12, &out, &error) != 0) return fail(error);
 *     printf("%.*s\n", (int)dau_text_size(out), dau_text_data(out));   // tôi đang học
 *     dau_text_free(out);
 *     dau_tool_free(restore);
 *
 * Handles are opaque: no structure crosses the border, so that a program goes on working with a newer library. What
 * takes or gives no handle is a number or a text. Texts are UTF-8 with a size and may hold NUL; names, option values
 * and paths end with NUL.
 *
 * Status: a call that can fail returns 0 or a dau_status, and where `error` is not NULL, sets *error to a handle that
 * says more, to be freed with dau_error_free(), or to NULL when there is no error. Out parameters are set to NULL when
 * it fails. Nothing is printed, and no exception leaves the library.
 *
 * Threads: any number of threads may run one tool at a time. dau_tool_set() and dau_tool_free() want the tool for
 * themselves. There is no state besides the handles: errors belong to the call, not to a thread.
 */
#ifndef DAU_H_
#define DAU_H_
#include <stddef.h>

#if defined(__GNUC__)
#define DAU_C_API __attribute__((visibility("default")))
#else
#define DAU_C_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* What a status means; the list may grow at its end. */
enum dau_status {
  DAU_OK = 0,
  DAU_INVALID_ARGUMENT = 1, /* an unknown tool or option, a value out of range, a NULL that must not be */
  DAU_INVALID_UTF8 = 2,     /* the text is not UTF-8; dau_error_at() is the offset of the first bad byte */
  DAU_NOT_FOUND = 3,        /* there is no such model */
  DAU_CORRUPT = 4,          /* the model is damaged, or no model */
  DAU_UNSUPPORTED = 5,      /* a newer model; a form that the tool has not */
  DAU_IO = 6,               /* the operating system refused */
  DAU_BACKEND = 7,          /* a wrapped engine failed */
  DAU_INTERNAL = 8,         /* a bug in dau, or memory ran out */
  DAU_INVALID_INPUT = 9     /* the input has not the form that the tool reads */
};

typedef struct dau_error dau_error;   /* why a call failed */
typedef struct dau_text dau_text;     /* a text */
typedef struct dau_texts dau_texts;   /* a list of texts */
typedef struct dau_tool dau_tool;     /* a tool with its model and options */
typedef struct dau_log dau_log;       /* the one writer of a log */
typedef struct dau_marker dau_marker; /* a key, its certificates, and what marks are to say */

/* The version of the library: "0.1.0". */
DAU_C_API const char* dau_version(void);

/* The name of a status: "invalid_utf8"; "ok" for 0, "internal" for what is none. */
DAU_C_API const char* dau_status_name(int status);

/* All of an error lives until it is freed. `at` says where: an option, a path, a byte offset; "" where it says nothing.
 * The message is one line, without a full stop at its end. */
DAU_C_API int dau_error_status(const dau_error* error);
DAU_C_API const char* dau_error_message(const dau_error* error);
DAU_C_API const char* dau_error_at(const dau_error* error);
DAU_C_API void dau_error_free(dau_error* error);

/* The bytes of a text, which live until it is freed; a NUL follows the last one and does not count. */
DAU_C_API const char* dau_text_data(const dau_text* text);
DAU_C_API size_t dau_text_size(const dau_text* text);
DAU_C_API void dau_text_free(dau_text* text);

/* The same for one of a list; `index` < count. */
DAU_C_API size_t dau_texts_count(const dau_texts* texts);
DAU_C_API const char* dau_texts_data(const dau_texts* texts, size_t index);
DAU_C_API size_t dau_texts_size(const dau_texts* texts, size_t index);
DAU_C_API void dau_texts_free(dau_texts* texts);

/* The name of the tool number `index` = 0, 1, … of this library, which is that of the command: "restore". NULL behind
 * the last one. */
DAU_C_API const char* dau_tool_name(size_t index);

/* Opens a tool. `model`: the path of its model, or NULL for the one that is installed with the library (`dau info`
 * shows it; a tool without a model takes NULL only). A model is mapped and checked, some milliseconds: open once, run
 * often. Errors: DAU_INVALID_ARGUMENT, DAU_NOT_FOUND, DAU_CORRUPT, DAU_UNSUPPORTED, DAU_IO. */
DAU_C_API int dau_tool_open(const char* name, const char* model, dau_tool** tool, dau_error** error);

/* Sets an option by the name and with the values of the command's flag, "-" or "_" between words: ("tone", "new"),
 * ("min-confidence", "0.5"); a switch takes "true" or "false". The value is checked here, not when the tool runs. A
 * tool that has run is not changed any more, as other threads may be running it: that is DAU_INVALID_ARGUMENT; set the
 * option on a copy. */
DAU_C_API int dau_tool_set(dau_tool* tool, const char* option, const char* value, dau_error** error);

/* Makes a tool with the same options, which can be set anew, and the same model, which is shared: cheap. */
DAU_C_API int dau_tool_copy(const dau_tool* tool, dau_tool** copy, dau_error** error);

/* A JSON object: `tool`; `options`, each with its `name`, `type`, the `values` or the range that it takes, its `value`
 * and its `default`; `model`, what `dau info --json FILE` tells of it (licence, sources, scores, checksum), or null. */
DAU_C_API int dau_tool_info(const dau_tool* tool, dau_text** json, dau_error** error);

/* Runs the tool on one text: a line, or a sentence, as this is all the context that it looks at. The result is what the
 * command writes for the line. Errors: DAU_INVALID_UTF8, and what the tool says. */
DAU_C_API int dau_tool_run(const dau_tool* tool, const char* text, size_t size, dau_text** result, dau_error** error);

/* The same as JSON: byte for byte what the command writes with --json, spans in bytes of `text`. DAU_UNSUPPORTED where
 * the command has no --json. */
DAU_C_API int dau_tool_run_json(const dau_tool* tool, const char* text, size_t size, dau_text** result,
                                dau_error** error);

/* The same for `count` texts, by up to `threads` threads, 1 to 64, or 0 for as many as there are processors. Results
 * are in the order of the texts and do not depend on the number of threads. Where texts are bad, the error is that of
 * the first one, its `at` beginning with the index and a colon, and there is no result. */
DAU_C_API int dau_tool_run_batch(const dau_tool* tool, const char* const* texts, const size_t* sizes, size_t count,
                                 int threads, dau_texts** results, dau_error** error);
DAU_C_API int dau_tool_run_json_batch(const dau_tool* tool, const char* const* texts, const size_t* sizes, size_t count,
                                      int threads, dau_texts** results, dau_error** error);

/* Every free function takes NULL too. */
DAU_C_API void dau_tool_free(dau_tool* tool);

/* ---- A log (docs/formats/log.md). Entries are logged as they are: commit to what is personal, do not log it. */

/* Makes a log in a folder that is empty or is made, with a new key. Errors: DAU_INVALID_ARGUMENT, DAU_IO. */
DAU_C_API int dau_log_make(const char* folder, const char* origin, dau_error** error);

/* Opens a log to write; waits so many seconds for another writer to end. Any number of threads may append to one handle
 * at a time, and share the disk's syncs. Errors: DAU_NOT_FOUND, DAU_CORRUPT (the place is named; nothing is written),
 * DAU_UNSUPPORTED (another writer has it), DAU_IO. */
DAU_C_API int dau_log_open(const char* folder, int wait_seconds, dau_log** log, dau_error** error);

/* Appends entries of up to 65,535 bytes, all of them or none, and returns when they are on the medium. `receipts`: a
 * JSON array of {"index", "leaf" (hex), "checkpoint" (the signed note)}. Errors: DAU_INVALID_ARGUMENT, DAU_IO. */
DAU_C_API int dau_log_append(dau_log* log, const char* const* entries, const size_t* sizes, size_t count,
                             dau_text** receipts, dau_error** error);

/* Publishes now what is otherwise published within a second or so. */
DAU_C_API int dau_log_publish(dau_log* log, dau_error** error);
DAU_C_API void dau_log_free(dau_log* log); /* publishes too */

/* The proof that a published entry is in the log: a .tlog-proof with the entry in it. */
DAU_C_API int dau_log_prove(const char* folder, unsigned long long index, dau_text** proof, dau_error** error);

/* ---- Content marks of C2PA (docs/formats/mark.md). `name`: of the file, whose ending may tell its format. */

/* The report of `dau mark verify --json` on a file in memory. `sidecar`: the store that came beside it, or NULL;
 * `trust_pem`: certificates one trusts, or NULL. A bad mark is a verdict, not an error. Errors: DAU_CORRUPT
 * (trust_pem). */
DAU_C_API int dau_mark_verify(const char* asset, size_t size, const char* name, const char* sidecar,
                              size_t sidecar_size, const char* trust_pem, dau_text** json, dau_error** error);

/* Errors: DAU_CORRUPT (no key, no certificates). */
DAU_C_API int dau_marker_open(const char* key_pem, const char* chain_pem, dau_marker** marker, dau_error** error);

/* Options: origin (created, edited), source, title, provider, system, model, sidecar, invisible, courtesy (true,
 * false). */
DAU_C_API int dau_marker_set(dau_marker* marker, const char* option, const char* value, dau_error** error);

/* Marks a file in memory. `marked`: the new file, NULL with the option sidecar; `store`: the manifest store. Both may
 * be NULL when they are not wanted. Any number of threads may use one marker. Errors: DAU_INVALID_ARGUMENT,
 * DAU_CORRUPT, DAU_UNSUPPORTED (no room in this format: set sidecar). */
DAU_C_API int dau_marker_add(const dau_marker* marker, const char* asset, size_t size, const char* name,
                             dau_text** marked, dau_text** store, dau_error** error);
DAU_C_API void dau_marker_free(dau_marker* marker);

#ifdef __cplusplus
}
#endif
#endif /* DAU_H_ */
