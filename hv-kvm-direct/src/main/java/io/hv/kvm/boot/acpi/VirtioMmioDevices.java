package io.hv.kvm.boot.acpi;

import static io.hv.kvm.boot.acpi.Aml.device;
import static io.hv.kvm.boot.acpi.Aml.integer;
import static io.hv.kvm.boot.acpi.Aml.name;

import io.hv.kvm.boot.acpi.AcpiMachine.VirtioMmio;
import java.util.List;
import java.util.Locale;

/** Virtio devices without a bus (virtio 1.2, 4.2), by the id that Linux knows them by. Their DMA sees the caches. */
final class VirtioMmioDevices {

    private VirtioMmioDevices() {}

    static byte[] of(List<VirtioMmio> devices) {
        return Aml.list(devices.stream().map(VirtioMmioDevices::of).toArray(byte[][]::new));
    }

    private static byte[] of(VirtioMmio mmio) {
        return device(
                String.format(Locale.ROOT, "V%03X", mmio.index()),
                name("_HID", Aml.string("LNRO0005")),
                name("_UID", integer(mmio.index())),
                name("_CCA", integer(1)),
                name(
                        "_CRS",
                        Resources.of(
                                Resources.memory((int) mmio.address(), mmio.size()), Resources.level(mmio.gsi()))));
    }
}
