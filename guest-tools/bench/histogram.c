// SPDX-License-Identifier: GPL-2.0-only
/*
 * A log-linear histogram: every power of two is cut into 32 buckets, so that
 * any latency is known to one part in 32 in a fixed amount of memory.
 */
#include "bench.h"

#include <stdio.h>
#include <string.h>

#define SUB_COUNT (1u << HISTOGRAM_SUB_BITS)

void histogram_clear(struct histogram *histogram)
{
	memset(histogram, 0, sizeof(*histogram));
	histogram->min = UINT64_MAX;
}

static unsigned int bucket_of(uint64_t value)
{
	unsigned int shift;

	if (value < SUB_COUNT)
		return (unsigned int)value;
	shift = 63 - __builtin_clzll(value) - HISTOGRAM_SUB_BITS;
	return (shift << HISTOGRAM_SUB_BITS) + (unsigned int)(value >> shift);
}

/* The highest value that falls into a bucket. */
static uint64_t bucket_top(unsigned int bucket)
{
	unsigned int shift;

	if (bucket < 2 * SUB_COUNT)
		return bucket;
	shift = (bucket >> HISTOGRAM_SUB_BITS) - 1;
	return ((uint64_t)((bucket & (SUB_COUNT - 1)) + SUB_COUNT + 1) << shift) - 1;
}

void histogram_add(struct histogram *histogram, uint64_t value)
{
	histogram->count++;
	histogram->buckets[bucket_of(value)]++;
	if (value < histogram->min)
		histogram->min = value;
	if (value > histogram->max)
		histogram->max = value;
}

uint64_t histogram_value(const struct histogram *histogram, unsigned int permyriad)
{
	uint64_t wanted = (histogram->count * permyriad + 9999) / 10000, seen = 0;

	for (unsigned int i = 0; i < HISTOGRAM_BUCKETS; i++) {
		seen += histogram->buckets[i];
		if (seen >= wanted && seen > 0)
			return bucket_top(i) < histogram->max ? bucket_top(i) : histogram->max;
	}
	return histogram->max;
}

void histogram_merge(struct histogram *histogram, const struct histogram *other)
{
	histogram->count += other->count;
	for (unsigned int i = 0; i < HISTOGRAM_BUCKETS; i++)
		histogram->buckets[i] += other->buckets[i];
	if (other->min < histogram->min)
		histogram->min = other->min;
	if (other->max > histogram->max)
		histogram->max = other->max;
}

static uint64_t count_in(const struct histogram *histogram, unsigned int from, unsigned int width)
{
	uint64_t count = 0;

	for (unsigned int i = from; i < from + width; i++)
		count += histogram->buckets[i];
	return count;
}

/* With a whole power of two in each there are HISTOGRAM_BUCKETS / SUB_COUNT = 60 at most. */
static unsigned int printed_width(const struct histogram *histogram)
{
	for (unsigned int width = 1; width < SUB_COUNT; width *= 2) {
		unsigned int used = 0;

		for (unsigned int i = 0; i < HISTOGRAM_BUCKETS; i += width)
			used += count_in(histogram, i, width) > 0;
		if (used <= HISTOGRAM_PRINTED_MAX)
			return width;
	}
	return SUB_COUNT;
}

void histogram_print(const struct histogram *histogram)
{
	unsigned int width = printed_width(histogram);
	const char *comma = "";

	putchar('[');
	for (unsigned int i = 0; i < HISTOGRAM_BUCKETS; i += width) {
		uint64_t count = count_in(histogram, i, width);

		if (!count)
			continue;
		printf("%s[%llu,%llu]", comma, (unsigned long long)bucket_top(i + width - 1),
		       (unsigned long long)count);
		comma = ",";
	}
	putchar(']');
}
