/**
 * Flight Recorder events (module {@code jdk.jfr}, which may be missing), under the category {@code hv}. Where nobody records
 * them, each costs one test of a flag that the compiler knows.
 */
@NullMarked
package io.hv.kvm.trace;

import org.jspecify.annotations.NullMarked;
