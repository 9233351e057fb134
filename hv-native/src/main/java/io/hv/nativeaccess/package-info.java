/**
 * Linux system calls for hv's own modules, by JNA direct mapping: primitives and addresses only. Classes load on every
 * operating system; what is not Linux on x86-64 throws {@link java.lang.UnsupportedOperationException} on the first use.
 *
 * <p>Every file descriptor is opened with O_CLOEXEC, every mapping is left out of child processes, and each has one owner
 * that closes it once.
 */
@NullMarked
package io.hv.nativeaccess;

import org.jspecify.annotations.NullMarked;
