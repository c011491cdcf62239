/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the parts of the guest's init offer each other. Everything here is
 * bounded: init may neither die nor hang, whatever a program or the host does.
 */
#ifndef INIT_H
#define INIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define DIR_KERNEL_TEST "/kernel-test"

#define PORT_WAIT_MS 5000	/* for a virtio-serial port to appear */
#define DEVICE_WAIT_MS 5000	/* for the NVMe namespace to appear */
#define WRITE_WAIT_MS 10000	/* for the host to make room in a port */
#define KILL_WAIT_MS 10000	/* for killed processes to be gone */
#define HOST_WAIT_MS 2000	/* for the host to have read much output */
#define SYNC_WAIT_MS 5000	/* for sync() before power-off */

#define NAME_BYTES_MAX 256	/* of a plan entry */
#define LINE_BYTES_MAX 400	/* of a program's line that is passed on */
#define LINES_MAX 200		/* of a program that are passed on */
#define MEASUREMENT_BYTES_MAX 6000	/* parameters, and 128 latencies of 27 bytes */
#define ARGS_MAX 64

/* clock.c: time. */
uint64_t clock_ms(void);
void sleep_ms(unsigned int ms);
/* Milliseconds left until a clock_ms() moment, for poll(); 0 when it is over. */
int ms_left(uint64_t deadline_ms);

/* mounts.c: the file systems a program expects; kmsg.c: the kernel log. */
void mount_all(void);
/* For pseudo-terminals. */
void mount_terminals(void);
/* After a program: an empty /tmp, and what it unmounted. */
void mount_again(void);
void kmsg_open(void);
void kmsg_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* ports.c: virtio-serial ports, found by name. */
int port_open(const char *name, unsigned int wait_ms);
/* False when the host took nothing for WRITE_WAIT_MS or is gone. */
bool port_write(int fd, const void *bytes, size_t count);
/* Waits for a byte from the host, and takes it; false when none came in time. */
bool port_await_host(int fd, unsigned int wait_ms);

/* report.c: lines of the results stream. */
void report_open(int fd);
int report_fd(void);
void report_line(const char *format, ...) __attribute__((format(printf, 1, 2)));
void report_flush(void);
/* A copy that is safe inside a KTAP line: printable, and bounded. */
void text_clean(char *to, size_t to_bytes, const char *from, size_t count);
/* A copy that is safe inside a JSON string. */
void text_json(char *to, size_t to_bytes, const char *from);

/* guest.c: the records about the kernel and its devices. */
void report_guest(void);
void report_devices(void);
void wait_for_devices(void);

/* lines.c: a program's output, line by line. */
struct lines {
	const char *measurement_name;	/* NULL: such lines are nothing special */
	char line[MEASUREMENT_BYTES_MAX + 1];
	size_t length;			/* of the line so far, also of what did not fit */
	unsigned int passed;
	unsigned int left_out;
	char last[LINE_BYTES_MAX + 1];	/* the last line that was not empty: the reason */
};
void lines_init(struct lines *lines, const char *measurement_name);
void lines_take(struct lines *lines, const char *bytes, size_t count);
void lines_end(struct lines *lines);

/* reap.c: the end of processes. */
/* Reaps whatever has ended, notes pid's end; true when there is no child left. */
bool reap(pid_t pid, bool *ended, int *status);
/*
 * Ends everything but init and the kernel's threads, noting pid's end. False
 * when a process outlives that which no earlier call had to leave behind.
 */
bool kill_everything(pid_t pid, bool *ended, int *status);

/* run.c: one program, from fork to the last of its processes. */
struct run_output {
	void (*take)(void *context, const char *bytes, size_t count);
	void *context;
	int fd;				/* run_program()'s own */
};
/*
 * input.c: what the host sends a program, in frames: a kind, the length of what
 * follows (2 bytes, the higher first), and that. Kinds are d, data; e, the end;
 * w, the terminal's rows and columns, 2 bytes each.
 */
#define FRAME_BYTES_MAX (3 + 65535)
struct run_input {
	int port;
	bool tty;			/* a pseudo-terminal for all three streams, instead of a pipe */
	unsigned int rows, columns;
	int fd;				/* the rest is input.c's and run_program()'s own: where the data goes */
	bool silent;			/* the port has no host (yet) */
	size_t length, written;
	unsigned char frame[FRAME_BYTES_MAX];
};
/* Takes what is there; false when nothing was. */
bool input_pump(struct run_input *input);
/* Are there bytes that the program has yet to take? */
bool input_waits(const struct run_input *input);
void input_resize(struct run_input *input, unsigned int rows, unsigned int columns);
void input_close(struct run_input *input);

struct run_result {
	int status;			/* of exit(), or 128 + signal */
	int signal;
	bool timed_out;
	bool survived;			/* a process of it outlived SIGKILL by KILL_WAIT_MS */
	uint64_t duration_ms;
};
/* Once, before the first program. */
void run_init(void);
/*
 * Standard error goes to errors, or where output goes when that is NULL. Standard
 * input is empty without an input.
 */
void run_program(char *const argv[], unsigned int timeout_ms, struct run_input *input,
		 struct run_output *output, struct run_output *errors, struct run_result *result);
/* What programs after this are told of the terminal. */
void run_set_terminal(const char *name);

/* plan.c: what to run. */
enum plan_kind { PLAN_CHECK, PLAN_BENCH, PLAN_EXEC, PLAN_SHELL, PLAN_AWAIT, PLAN_MALFORMED };
struct plan_entry {
	enum plan_kind kind;
	unsigned int timeout_ms;
	char name[NAME_BYTES_MAX];
	char *args[ARGS_MAX + 2];	/* argv of a check or bench, NULL-terminated; a shell's from 1 on */
};
/* The lines of the plan, as one string each; their number, or -1 when there is no plan. */
int plan_read(char ***lines);
/* Takes line apart, in place. */
void plan_parse(char *line, struct plan_entry *entry);

/* entries.c: a plan entry, from its start record to its KTAP line. */
/* False when nothing that follows may run. */
bool run_entry(unsigned int number, struct plan_entry *entry);
bool exec_wrote_much(void);

#endif
