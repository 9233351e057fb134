package io.hv.kvm.device.rtc;

/**
 * What the memory of a PC's real-time clock says about the machine: firmware reads its RAM size here. The layout is that
 * of the IBM AT's BIOS and of the firmware for virtual machines (SeaBIOS, coreboot):
 *
 * <pre>
 *  0x14        equipment: bit 1, a floating-point unit
 *  0x15, 0x16  KiB of memory below 1 MiB
 *  0x17, 0x18  KiB between 1 MiB and 64 MiB, also at 0x30, 0x31
 *  0x2e, 0x2f  sum of 0x10 to 0x2d, high byte first
 *  0x34, 0x35  units of 64 KiB between 16 MiB and 4 GiB
 *  0x5b..0x5d  units of 64 KiB above 4 GiB
 * </pre>
 *
 * @param belowFourGiB bytes of RAM below 4 GiB, counted from address 0
 * @param aboveFourGiB bytes of RAM above 4 GiB
 */
public record CmosMemory(long belowFourGiB, long aboveFourGiB) {

    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;
    private static final long UNIT = 64 * KIB;
    private static final int EQUIPMENT_FPU = 0x02;
    private static final int BASE_KIB = 640;

    /**
     * A machine's RAM.
     *
     * @throws IllegalArgumentException if a size is negative, or the first one beyond 4 GiB
     */
    public CmosMemory {
        if (belowFourGiB < 0 || belowFourGiB > 4096 * MIB || aboveFourGiB < 0) {
            throw new IllegalArgumentException(
                    "RAM of " + belowFourGiB + " bytes below 4 GiB and " + aboveFourGiB + " above");
        }
    }

    /** Writes it into the clock's memory. */
    void describeIn(byte[] cmos) {
        cmos[0x14] = EQUIPMENT_FPU;
        put(cmos, 0x15, 2, Math.min(belowFourGiB / KIB, BASE_KIB));
        put(cmos, 0x17, 2, Math.max(belowFourGiB - MIB, 0) / KIB);
        put(cmos, 0x30, 2, Math.max(belowFourGiB - MIB, 0) / KIB);
        put(cmos, 0x34, 2, Math.max(belowFourGiB - 16 * MIB, 0) / UNIT);
        put(cmos, 0x5b, 3, aboveFourGiB / UNIT);
        int sum = 0;
        for (int i = 0x10; i <= 0x2d; i++) {
            sum += cmos[i] & 0xff;
        }
        cmos[0x2e] = (byte) (sum >> Byte.SIZE);
        cmos[0x2f] = (byte) sum;
    }

    /** Lowest byte first; what does not fit shows as the largest number. */
    private static void put(byte[] cmos, int at, int bytes, long value) {
        long shown = Math.min(value, (1L << (Byte.SIZE * bytes)) - 1);
        for (int i = 0; i < bytes; i++) {
            cmos[at + i] = (byte) (shown >> (Byte.SIZE * i));
        }
    }
}
