package io.hv.kvm.device.rtc;

import static io.hv.kvm.bus.StateChecks.inRange;
import static io.hv.kvm.bus.StateChecks.onlyBits;
import static io.hv.kvm.bus.StateChecks.require;

import io.hv.kvm.bus.Bytes;

/**
 * Everything an {@link Rtc} remembers. A running clock is kept as its distance from the wall.
 *
 * @param index the register that port 71h reaches
 * @param nmiMasked bit 7 of port 70h
 * @param registers the 128 bytes; the time's are valid only while the clock stands
 * @param a register A without its update bit
 * @param mode the bits of register B that a battery keeps: SET, binary, 24 hours, daylight saving
 * @param enabled its other bits, which a reset clears
 * @param flags the flags of register C
 * @param offsetSeconds by how many seconds the clock is ahead of its divider
 * @param phaseNanos by how much the divider is ahead of the wall, within a second
 * @param weekdayShift by how many days the week is ahead of the calendar's
 * @param seenSecond the wall's second up to which {@code flags} is right
 * @param seenNano the nanosecond within it
 */
public record RtcState(
        int index,
        boolean nmiMasked,
        Bytes registers,
        int a,
        int mode,
        int enabled,
        int flags,
        long offsetSeconds,
        int phaseNanos,
        int weekdayShift,
        long seenSecond,
        int seenNano) {

    /** 300 centuries: more than a guest can write into the registers. */
    private static final long MOST_SECONDS = 1_000_000_000_000L;

    /**
     * A state.
     *
     * @throws IllegalArgumentException if no clock can be in it
     */
    public RtcState {
        inRange("index", index, 0, RtcRegisters.SIZE - 1);
        require(registers.size() == RtcRegisters.SIZE, "registers has " + registers.size() + " bytes, not 128");
        onlyBits("a", a, RtcRegisters.A_BITS);
        onlyBits("mode", mode, RtcRegisters.B_KEPT);
        onlyBits("enabled", enabled, ~RtcRegisters.B_KEPT & 0xff);
        onlyBits("flags", flags, RtcRegisters.FLAGS);
        inRange("offsetSeconds", offsetSeconds, -MOST_SECONDS, MOST_SECONDS);
        inRange("phaseNanos", phaseNanos, 0, 999_999_999);
        inRange("weekdayShift", weekdayShift, 0, 6);
        inRange("seenSecond", seenSecond, -MOST_SECONDS, MOST_SECONDS);
        inRange("seenNano", seenNano, 0, 999_999_999);
    }
}
