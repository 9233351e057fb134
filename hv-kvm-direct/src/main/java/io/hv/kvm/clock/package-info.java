/** The two kinds of time that a machine has: its own, which stops with it, and that of the world outside. */
@NullMarked
package io.hv.kvm.clock;

import org.jspecify.annotations.NullMarked;
