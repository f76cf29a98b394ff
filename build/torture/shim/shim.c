/*
 * Stands between a program and the disk (LD_PRELOAD): counts every change below one folder, and can make the n-th one
 * fail, be cut short, or be the process's last. It can also write down what was done, in order, with the data and with
 * every message on the process's own channel, so that what a power cut would have left can be worked out afterwards.
 * For Linux with glibc; built with gcc by build/torture/shim/shim.ts.
 */
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
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { OPEN = 1, WRITE = 2, SYNC = 4, TRUNCATE = 8, RENAME = 16, UNLINK = 32, MESSAGE = 64, FOLDER = 128 };
enum { OFF = 0, ONCE = 1, ONWARDS = 2, DIE = 3, SHORT = 4 };

/* The tests write here while the program runs. Same layout in shim.ts. */
struct control {
  volatile uint32_t mode, kinds, at, error, seen, hit, record, reserved;
  char folder[480];
};

#define FDS 4096
static struct control *control;
static char *paths[FDS];
static int log_fd = -1, channel = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(type, name, ...) \
  static type (*real_##name)(__VA_ARGS__); \
  static void find_##name(void) { if (!real_##name) real_##name = dlsym(RTLD_NEXT, #name); }

REAL(int, open, const char *, int, ...)
REAL(int, open64, const char *, int, ...)
REAL(int, openat, int, const char *, int, ...)
REAL(int, close, int)
REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t)
REAL(ssize_t, write, int, const void *, size_t)
REAL(ssize_t, writev, int, const struct iovec *, int)
REAL(ssize_t, sendmsg, int, const struct msghdr *, int)
REAL(int, ftruncate64, int, off64_t)
REAL(int, fsync, int)
REAL(int, fdatasync, int)
REAL(int, rename, const char *, const char *)
REAL(int, unlink, const char *)
REAL(long, syscall, long, ...)
REAL(ssize_t, sendfile64, int, int, off64_t *, size_t)

static void start(void) __attribute__((constructor));
static void start(void) {
  const char *file = getenv("LARDOM_SHIM_CONTROL");
  const char *log = getenv("LARDOM_SHIM_LOG");
  const char *fd = getenv("NODE_CHANNEL_FD");
  find_open();
  if (fd) channel = atoi(fd);
  if (file) {
    int handle = real_open(file, O_RDWR | O_CLOEXEC);
    if (handle >= 0) {
      void *at = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, handle, 0);
      if (at != MAP_FAILED) control = at;
      syscall(SYS_close, handle);
    }
  }
  if (log) log_fd = real_open(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  /* A program that this one starts is not what is studied. */
  unsetenv("LD_PRELOAD");
}

static int is_ours(const char *path) {
  return control && path && control->folder[0] && strncmp(path, control->folder, strlen(control->folder)) == 0;
}

static const char *path_of(int fd) { return fd >= 0 && fd < FDS ? paths[fd] : NULL; }

static void note(uint32_t kind, const char *path, const char *other, uint64_t offset, const void *data, uint64_t length) {
  if (!control || !control->record || log_fd < 0) return;
  uint64_t head[5] = {kind, path ? strlen(path) : 0, other ? strlen(other) : 0, offset, length};
  struct iovec parts[4] = {{head, sizeof head}, {(void *)path, head[1]}, {(void *)other, head[2]}, {(void *)data, data ? length : 0}};
  /* A truncation tells its length and has no data. */
  if (!data) head[4] = 0, head[3] = length ? length : offset;
  syscall(SYS_writev, log_fd, parts, 4);
}

/* Counts one change. 0: go on. 1: fail with errno set. 2: write half. */
static int meet(uint32_t kind) {
  if (!control || control->mode == OFF || !(control->kinds & kind)) return 0;
  uint32_t turn = ++control->seen;
  if (turn < control->at || (control->mode != ONWARDS && turn > control->at)) return 0;
  control->hit++;
  if (control->mode == DIE) return 3;
  if (control->mode == SHORT && kind == WRITE) return 2;
  errno = (int)control->error;
  return 1;
}

static void die(void) {
  syscall(SYS_kill, getpid(), SIGKILL);
  for (;;) pause();
}

static void remember(int fd, const char *path, int flags, int existed) {
  if (fd < 0 || fd >= FDS) return;
  free(paths[fd]);
  paths[fd] = is_ours(path) ? strdup(path) : NULL;
  if (!paths[fd]) return;
  if (flags & (O_CREAT | O_TRUNC)) note(OPEN, path, existed ? NULL : "new", (flags & O_TRUNC) ? 1 : 0, NULL, 0);
}

static int opened(const char *path, int flags, mode_t mode, int (*call)(const char *, int, ...)) {
  int ours = is_ours(path), existed = 1;
  pthread_mutex_lock(&lock);
  if (ours) {
    struct stat info;
    existed = stat(path, &info) == 0;
    if ((flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) && !(flags & O_DIRECTORY)) {
      int met = meet(OPEN);
      if (met == 3) die();
      if (met) { int kept = errno; pthread_mutex_unlock(&lock); errno = kept ? kept : EIO; return -1; }
    }
  }
  int fd = call(path, flags, mode);
  int kept = errno;
  if (ours || fd >= 0) remember(fd, path, flags, existed);
  pthread_mutex_unlock(&lock);
  errno = kept;
  return fd;
}

#define MODE(flags) mode_t mode = 0; if ((flags) & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *path, int flags, ...) { MODE(flags) find_open(); return opened(path, flags, mode, real_open); }
int open64(const char *path, int flags, ...) { MODE(flags) find_open64(); return opened(path, flags, mode, real_open64); }
int openat(int folder, const char *path, int flags, ...) {
  MODE(flags)
  find_openat();
  if (folder == AT_FDCWD) { find_open(); return opened(path, flags, mode, real_open); }
  return real_openat(folder, path, flags, mode);
}

int close(int fd) {
  find_close();
  pthread_mutex_lock(&lock);
  if (fd >= 0 && fd < FDS) { free(paths[fd]); paths[fd] = NULL; }
  int result = real_close(fd);
  int kept = errno;
  pthread_mutex_unlock(&lock);
  errno = kept;
  return result;
}

static ssize_t written(int fd, const void *data, size_t length, off64_t offset) {
  const char *path = path_of(fd);
  pthread_mutex_lock(&lock);
  int met = meet(WRITE);
  ssize_t result;
  if (met == 1) { int kept = errno; pthread_mutex_unlock(&lock); errno = kept; return -1; }
  size_t part = met == 2 || met == 3 ? length / 2 : length;
  result = part == 0 && length > 0 && met ? 0 : real_pwrite64(fd, data, part, offset);
  if (met == 3) die();
  int kept = errno;
  if (result > 0) note(WRITE, path, NULL, (uint64_t)offset, data, (uint64_t)result);
  pthread_mutex_unlock(&lock);
  errno = kept;
  return result;
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
  find_pwrite64();
  return path_of(fd) ? written(fd, data, length, offset) : real_pwrite64(fd, data, length, offset);
}
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return pwrite64(fd, data, length, offset); }

ssize_t write(int fd, const void *data, size_t length) {
  find_write();
  find_pwrite64();
  if (fd == channel) note(MESSAGE, NULL, NULL, 0, data, length);
  if (!path_of(fd)) return real_write(fd, data, length);
  off64_t at = (fcntl(fd, F_GETFL) & O_APPEND) ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
  ssize_t result = written(fd, data, length, at);
  if (result > 0) lseek(fd, at + result, SEEK_SET);
  return result;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  find_writev();
  if (fd == channel) for (int at = 0; at < count; at++) note(MESSAGE, NULL, NULL, 0, parts[at].iov_base, parts[at].iov_len);
  if (!path_of(fd)) return real_writev(fd, parts, count);
  ssize_t total = 0;
  for (int at = 0; at < count; at++) {
    ssize_t result = write(fd, parts[at].iov_base, parts[at].iov_len);
    if (result < 0) return total > 0 ? total : -1;
    total += result;
    if ((size_t)result < parts[at].iov_len) break;
  }
  return total;
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
  find_sendmsg();
  if (fd == channel) for (size_t at = 0; at < message->msg_iovlen; at++) note(MESSAGE, NULL, NULL, 0, message->msg_iov[at].iov_base, message->msg_iov[at].iov_len);
  return real_sendmsg(fd, message, flags);
}

int ftruncate64(int fd, off64_t length) {
  find_ftruncate64();
  const char *path = path_of(fd);
  if (!path) return real_ftruncate64(fd, length);
  pthread_mutex_lock(&lock);
  int met = meet(TRUNCATE);
  if (met == 3) die();
  if (met) { int kept = errno; pthread_mutex_unlock(&lock); errno = kept ? kept : EIO; return -1; }
  int result = real_ftruncate64(fd, length);
  int kept = errno;
  if (result == 0) note(TRUNCATE, path, NULL, (uint64_t)length, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = kept;
  return result;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int synced(int fd, int (*call)(int)) {
  const char *path = path_of(fd);
  if (!path) return call(fd);
  pthread_mutex_lock(&lock);
  int met = meet(SYNC);
  if (met == 3) die();
  if (met) { int kept = errno; pthread_mutex_unlock(&lock); errno = kept ? kept : EIO; return -1; }
  int result = call(fd);
  int kept = errno;
  struct stat info;
  if (result == 0) note(fstat(fd, &info) == 0 && S_ISDIR(info.st_mode) ? FOLDER : SYNC, path, NULL, 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = kept;
  return result;
}
int fsync(int fd) { find_fsync(); return synced(fd, real_fsync); }
int fdatasync(int fd) { find_fdatasync(); return synced(fd, real_fdatasync); }

int rename(const char *from, const char *to) {
  find_rename();
  if (!is_ours(to) && !is_ours(from)) return real_rename(from, to);
  pthread_mutex_lock(&lock);
  int met = meet(RENAME);
  if (met == 3) die();
  if (met) { int kept = errno; pthread_mutex_unlock(&lock); errno = kept ? kept : EIO; return -1; }
  int result = real_rename(from, to);
  int kept = errno;
  if (result == 0) note(RENAME, from, to, 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = kept;
  return result;
}

int unlink(const char *path) {
  find_unlink();
  if (!is_ours(path)) return real_unlink(path);
  pthread_mutex_lock(&lock);
  int met = meet(UNLINK);
  if (met == 3) die();
  if (met) { int kept = errno; pthread_mutex_unlock(&lock); errno = kept ? kept : EIO; return -1; }
  int result = real_unlink(path);
  int kept = errno;
  if (result == 0) note(UNLINK, path, NULL, 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  errno = kept;
  return result;
}

/* libuv copies files with these; refused, it falls back on read and write, which are seen. */
long syscall(long number, ...) {
  find_syscall();
  if (number == SYS_copy_file_range) { errno = ENOSYS; return -1; }
  va_list rest;
  va_start(rest, number);
  long a = va_arg(rest, long), b = va_arg(rest, long), c = va_arg(rest, long);
  long d = va_arg(rest, long), e = va_arg(rest, long), f = va_arg(rest, long);
  va_end(rest);
  return real_syscall(number, a, b, c, d, e, f);
}
ssize_t sendfile64(int out, int in, off64_t *offset, size_t count) {
  find_sendfile64();
  if (!path_of(out)) return real_sendfile64(out, in, offset, count);
  errno = EINVAL;
  return -1;
}
ssize_t sendfile(int out, int in, off_t *offset, size_t count) { return sendfile64(out, in, offset, count); }
