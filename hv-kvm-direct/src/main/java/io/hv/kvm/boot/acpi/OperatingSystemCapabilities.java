package io.hv.kvm.boot.acpi;

import static io.hv.kvm.boot.acpi.Aml.ARGUMENT_0;
import static io.hv.kvm.boot.acpi.Aml.ARGUMENT_1;
import static io.hv.kvm.boot.acpi.Aml.ARGUMENT_3;
import static io.hv.kvm.boot.acpi.Aml.LOCAL_0;
import static io.hv.kvm.boot.acpi.Aml.and;
import static io.hv.kvm.boot.acpi.Aml.bytes;
import static io.hv.kvm.boot.acpi.Aml.differs;
import static io.hv.kvm.boot.acpi.Aml.equal;
import static io.hv.kvm.boot.acpi.Aml.field32;
import static io.hv.kvm.boot.acpi.Aml.integer;
import static io.hv.kvm.boot.acpi.Aml.or;
import static io.hv.kvm.boot.acpi.Aml.returns;
import static io.hv.kvm.boot.acpi.Aml.store;
import static io.hv.kvm.boot.acpi.Aml.when;

/**
 * The host bridge's {@code _OSC} (ACPI 6.5, 6.2.11; PCI Firmware 3.3, 4.5.1), by which a guest takes over what firmware
 * would do. A guest gets the PCI Express capabilities, which Linux insists on, and none of what is not there: hot-plug,
 * power management events, error reporting.
 */
final class OperatingSystemCapabilities {

    /** 33DB4D5B-1FF7-401C-9657-7441C03DD766, in the order of a buffer's bytes. */
    private static final byte[] PCI_HOST_BRIDGE =
            bytes(0x5b, 0x4d, 0xdb, 0x33, 0xf7, 0x1f, 0x1c, 0x40, 0x96, 0x57, 0x74, 0x41, 0xc0, 0x3d, 0xd7, 0x66);

    private static final int CAPABILITY_CONTROL = 0x10;

    private static final int UNKNOWN_UUID = 0x04;
    private static final int UNKNOWN_REVISION = 0x08;
    private static final int CAPABILITIES_MASKED = 0x10;

    private static final int CONTROL_AT = 8;

    private OperatingSystemCapabilities() {}

    /** Arguments: UUID, revision, count of words, the words: status, support, control. */
    static byte[] method() {
        byte[] status = Aml.segment("STAT");
        byte[] control = Aml.segment("CTRL");
        return Aml.method(
                "_OSC",
                4,
                field32(ARGUMENT_3, 0, status),
                when(
                        equal(ARGUMENT_0, Aml.buffer(PCI_HOST_BRIDGE)),
                        field32(ARGUMENT_3, CONTROL_AT, control),
                        store(control, LOCAL_0),
                        and(control, integer(CAPABILITY_CONTROL), control),
                        when(differs(LOCAL_0, control), or(status, integer(CAPABILITIES_MASKED), status)),
                        when(differs(ARGUMENT_1, integer(1)), or(status, integer(UNKNOWN_REVISION), status)),
                        returns(ARGUMENT_3)),
                or(status, integer(UNKNOWN_UUID), status),
                returns(ARGUMENT_3));
    }
}
