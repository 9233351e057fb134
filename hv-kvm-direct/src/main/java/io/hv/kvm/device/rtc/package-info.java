/** The real-time clock and its memory. */
@NullMarked
package io.hv.kvm.device.rtc;

import org.jspecify.annotations.NullMarked;
