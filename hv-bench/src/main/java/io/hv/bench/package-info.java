/**
 * Measures hv beside a C program that does the same work, in the same run and in turns, so that what the machine does
 * meanwhile hits both. {@link io.hv.bench.Main} is the program.
 */
@NullMarked
package io.hv.bench;

import org.jspecify.annotations.NullMarked;
