// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the host sends a program: frames from a port, taken apart and handed on
 * as fast as the program takes them. A frame is read only when the one before it
 * is gone, so that the host waits as well.
 */
#include "init.h"

#include <errno.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define HEADER_BYTES 3

static size_t payload_bytes(const struct run_input *input)
{
	return input->frame[1] << 8 | input->frame[2];
}

static size_t frame_bytes(const struct run_input *input)
{
	return HEADER_BYTES + (input->length < HEADER_BYTES ? 0 : payload_bytes(input));
}

static bool is_whole(const struct run_input *input)
{
	return input->length >= HEADER_BYTES && input->length == frame_bytes(input);
}

bool input_waits(const struct run_input *input)
{
	return input->fd >= 0 && is_whole(input) && input->frame[0] == 'd';
}

void input_resize(struct run_input *input, unsigned int rows, unsigned int columns)
{
	const struct winsize size = { .ws_row = rows, .ws_col = columns };

	ioctl(input->fd, TIOCSWINSZ, &size);
}

void input_close(struct run_input *input)
{
	if (input->fd >= 0)
		close(input->fd);
	input->fd = -1;
	input->length = 0;
	input->written = 0;
}

static void frame_done(struct run_input *input)
{
	input->length = 0;
	input->written = 0;
}

/* The end of a terminal's input is a character, which the host sends as data. */
static void take_frame(struct run_input *input)
{
	const unsigned char *payload = input->frame + HEADER_BYTES;

	if (input->frame[0] == 'e' && !input->tty)
		input_close(input);
	else if (input->frame[0] == 'w' && input->tty && payload_bytes(input) == 4)
		input_resize(input, payload[0] << 8 | payload[1], payload[2] << 8 | payload[3]);
	frame_done(input);
}

static bool write_some(struct run_input *input)
{
	ssize_t count = write(input->fd, input->frame + HEADER_BYTES + input->written,
			      payload_bytes(input) - input->written);

	if (count < 0 && (errno == EAGAIN || errno == EINTR))
		return false;
	/* Who has closed its input gets no more of it. */
	input->written = count < 0 ? payload_bytes(input) : input->written + count;
	if (input->written == payload_bytes(input))
		frame_done(input);
	return true;
}

bool input_pump(struct run_input *input)
{
	ssize_t count;

	if (input_waits(input))
		return write_some(input);
	count = read(input->port, input->frame + input->length, frame_bytes(input) - input->length);
	input->silent = count == 0;
	if (count <= 0)
		return false;
	input->length += count;
	if (is_whole(input) && !input_waits(input))
		take_frame(input);
	return true;
}
