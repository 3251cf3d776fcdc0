#pragma once

#include <stdint.h>

// A program with its arguments and environment, to be started again and again.
typedef struct tickmark_command tickmark_command;

// Returns NULL where memory is short.
tickmark_command *tickmark_command_make(void);
void tickmark_command_free(tickmark_command *command);

// Copies the text; returns 0 where memory is short.
int tickmark_command_add_argument(tickmark_command *command, const char *text);
// `NAME=value`, in the order given.
int tickmark_command_add_variable(tickmark_command *command, const char *text);
// Takes the environment's variables back.
void tickmark_command_clear_variables(tickmark_command *command);

typedef struct {
  // Exit status, or the signal that ended it.
  int status;
  int signalled;
  uint64_t wall_nanoseconds;
  // User and system time of the program and of the children that it waited for.
  uint64_t cpu_nanoseconds;
  // Largest resident set of any one process of it.
  uint64_t peak_bytes;
} tickmark_outcome;

// Starts the first argument, found on PATH; the files are descriptors for standard input, output and error.
// Returns 0 and the process's number, or the error's number.
int tickmark_command_start(const tickmark_command *command, int input, int output, int error, int *process);

// Waits for the end of a process that was started; its times and memory go to the outcome, but for `wall_nanoseconds`.
// Returns 0, or the error's number.
int tickmark_command_wait(int process, tickmark_outcome *outcome);

// Starts and waits; `wall_nanoseconds` is from the start to the end.
int tickmark_command_run(const tickmark_command *command, int input, int output, int error, tickmark_outcome *outcome);

// Makes a pipe whose ends no child inherits, the reading one first; returns 0, or the error's number.
int tickmark_pipe(int *reading, int *writing);
