/**
 * Linux guests for tests: initial RAM disks made in Java, stock kernels, and an init that does what a test asks for by the
 * kernel's command line.
 */
@NullMarked
package io.hv.testkit.guest;

import org.jspecify.annotations.NullMarked;
