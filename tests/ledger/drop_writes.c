/* SPDX-License-Identifier: Apache-2.0 */
/* drop_writes.c — put before a program (LD_PRELOAD), notes down what it writes into files below $DAU_DROP_FOLDER, and when
 * it syncs them, in $DAU_DROP_JOURNAL: so that whoever kills the program can take back what no sync has made sure, as a loss of
 * power would. Records, little-endian: 'W' inode u64, offset u64, size of the file before u64, bytes there before u32,
 * bytes written u32, both; 'S' inode u64. Writes that change nothing are not noted. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { kFiles = 1024 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int journal = -1;
static char watched[kFiles];

static int is_watched(int file) { return file >= 0 && file < kFiles && watched[file]; }

static void watch(int file, const char* path) {
  const char* folder = getenv("DAU_DROP_FOLDER");
  if (file >= 0 && file < kFiles) watched[file] = folder != NULL && strstr(path, folder) != NULL;
}

/* One call of the system for each record: a kill leaves all of it or nothing. */
static void note(const void* bytes, size_t size) {
  if (journal < 0) {
    const char* path = getenv("DAU_DROP_JOURNAL");
    if (path == NULL) abort();
    journal = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  }
  if (syscall(SYS_write, journal, bytes, size) != (long)size) abort();
}

static void note_write(int file, const void* bytes, size_t size, off_t offset) {
  struct stat status;
  if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) return;
  char path[64];
  char* record = malloc(33 + 2 * size);
  char* before = record + 33;
  size_t had = 0;
  /* A file that is open for writing only is opened again to be read. */
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  const int again = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
  while (again >= 0 && had < size) {
    const ssize_t now = pread(again, before + had, size - had, offset + (off_t)had);
    if (now <= 0) break;
    had += (size_t)now;
  }
  if (again >= 0) syscall(SYS_close, again);
  if (had != size || memcmp(before, bytes, size) != 0) {
    const uint64_t numbers[3] = {status.st_ino, (uint64_t)offset, (uint64_t)status.st_size};
    const uint32_t sizes[2] = {(uint32_t)had, (uint32_t)size};
    record[0] = 'W';
    memcpy(record + 1, numbers, sizeof numbers);
    memcpy(record + 25, sizes, sizeof sizes);
    memcpy(before + had, bytes, size);
    note(record, 33 + had + size);
  }
  free(record);
}

static void note_sync(int file) {
  struct stat status;
  if (fstat(file, &status) != 0) return;
  char record[9] = {'S'};
  const uint64_t inode = status.st_ino;
  memcpy(record + 1, &inode, sizeof inode);
  note(record, sizeof record);
}

int open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
  va_end(more);
  const int file = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
  if (file >= 0) watch(file, path);
  return file;
}

int open64(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
  va_end(more);
  return open(path, flags | O_LARGEFILE, mode);
}

int close(int file) {
  if (file >= 0 && file < kFiles) watched[file] = 0;
  return (int)syscall(SYS_close, file);
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t offset) {
  if (!is_watched(file)) return syscall(SYS_pwrite64, file, bytes, size, offset);
  pthread_mutex_lock(&lock);
  note_write(file, bytes, size, offset);
  pthread_mutex_unlock(&lock);
  return syscall(SYS_pwrite64, file, bytes, size, offset);
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off_t offset) { return pwrite(file, bytes, size, offset); }

ssize_t write(int file, const void* bytes, size_t size) {
  if (!is_watched(file)) return syscall(SYS_write, file, bytes, size);
  pthread_mutex_lock(&lock);
  note_write(file, bytes, size, lseek(file, 0, SEEK_CUR));
  pthread_mutex_unlock(&lock);
  return syscall(SYS_write, file, bytes, size);
}

/* Kills the program instead of the n-th sync, as $DAU_DROP_SYNCS says: in the very moment that matters. */
static void count_sync(void) {
  static long left = -1;
  pthread_mutex_lock(&lock);
  if (left < 0) left = getenv("DAU_DROP_SYNCS") != NULL ? atol(getenv("DAU_DROP_SYNCS")) : 0;
  if (left > 0 && --left == 0) kill(getpid(), SIGKILL);
  pthread_mutex_unlock(&lock);
}

static int synced(int file, long call) {
  if (is_watched(file)) count_sync();
  const int done = (int)syscall(call, file);
  if (done == 0 && is_watched(file)) {
    pthread_mutex_lock(&lock);
    note_sync(file);
    pthread_mutex_unlock(&lock);
  }
  return done;
}

int fdatasync(int file) { return synced(file, SYS_fdatasync); }
int fsync(int file) { return synced(file, SYS_fsync); }
