package io.hv.kvm.pci;

/**
 * The PCI Express capability of a root complex integrated endpoint (PCI Express Base 5.0, 7.5.3): it has no link and no
 * slot, and it is what makes a guest look for the extended configuration space.
 */
final class ExpressCapability {

    /** Version 2. */
    private static final int BODY = 0x3a;

    private static final int REGISTER = 0x02;
    private static final int VERSION_2 = 2;
    private static final int INTEGRATED_ENDPOINT = 9 << 4;

    private static final int DEVICE_CAPABILITIES = 0x04;
    private static final int ROLE_BASED_ERRORS = 1 << 15;

    private static final int DEVICE_CONTROL = 0x08;
    /** Relaxed ordering and no snoop are allowed, and reads ask for 512 bytes at most. */
    private static final int CONTROL_POWER_ON = 0x2810;
    /** Error reports, relaxed ordering, no snoop, read size. The payload's size has one value only. */
    private static final int CONTROL_WRITABLE = 0x781f;

    private ExpressCapability() {}

    static void add(ConfigSpace config) {
        int start = config.add(Registers.ID_EXPRESS, new byte[BODY]);
        config.define(start + REGISTER, Short.BYTES, INTEGRATED_ENDPOINT | VERSION_2);
        config.define(start + DEVICE_CAPABILITIES, Integer.BYTES, ROLE_BASED_ERRORS);
        config.define(start + DEVICE_CONTROL, Short.BYTES, CONTROL_POWER_ON);
        config.allow(start + DEVICE_CONTROL, Short.BYTES, CONTROL_WRITABLE);
    }
}
