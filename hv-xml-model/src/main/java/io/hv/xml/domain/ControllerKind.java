package io.hv.xml.domain;

import io.hv.xml.value.Word;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Of which kind a controller is. Numbers are 0 to 2^32 - 1, and 0 where the hypervisor decides it; so does a model that is
 * null. Its number among its kind is {@link ControllerElement#index}. Immutable.
 */
public sealed interface ControllerKind {

    /** Of floppy disks. */
    record Fdc() implements ControllerKind {}

    /** Of SATA. */
    record Sata() implements ControllerKind {}

    /** Of smart cards. */
    record Ccid() implements ControllerKind {}

    /** Of ISA. */
    record Isa() implements ControllerKind {}

    /**
     * Of IDE.
     *
     * @param model which; null where the hypervisor decides it
     */
    record Ide(@Nullable IdeModel model) implements ControllerKind {

        /** As the hypervisor has it. */
        public Ide() {
            this(null);
        }
    }

    /** What there is of IDE. */
    enum IdeModel implements Word {
        PIIX3,
        PIIX4,
        ICH6
    }

    /**
     * Of SCSI.
     *
     * @param model which; null where the hypervisor decides it
     */
    record Scsi(@Nullable ScsiModel model) implements ControllerKind {

        /** As the hypervisor has it. */
        public Scsi() {
            this(null);
        }
    }

    /** What there is of SCSI. */
    enum ScsiModel implements Word {
        AUTO,
        BUSLOGIC,
        LSILOGIC,
        LSISAS1068,
        VMPVSCSI,
        IBMVSCSI,
        VIRTIO_SCSI,
        LSISAS1078,
        VIRTIO_TRANSITIONAL,
        VIRTIO_NON_TRANSITIONAL,
        NCR53C90,
        DC390,
        AM53C974
    }

    /**
     * Of USB.
     *
     * @param model which; null where the hypervisor decides it
     * @param ports how many ports it has; 0 where the hypervisor decides it
     */
    record Usb(@Nullable UsbModel model, long ports) implements ControllerKind {

        /** With as many ports as it has. */
        public Usb(@Nullable UsbModel model) {
            this(model, 0);
        }
    }

    /** What there is of USB; {@link #NONE} also where the hypervisor would add one. */
    enum UsbModel implements Word {
        PIIX3_UHCI,
        PIIX4_UHCI,
        EHCI,
        ICH9_EHCI1,
        ICH9_UHCI1,
        ICH9_UHCI2,
        ICH9_UHCI3,
        VT82C686B_UHCI,
        PCI_OHCI,
        NEC_XHCI,
        NONE,
        QUSB1,
        QUSB2,
        QEMU_XHCI
    }

    /**
     * Of PCI: a bus, or a bridge to one.
     *
     * @param model which
     */
    record Pci(PciModel model) implements ControllerKind {

        /** Refuses null. */
        public Pci {
            Objects.requireNonNull(model, "model");
        }
    }

    /** What there is of PCI. */
    enum PciModel implements Word {
        PCI_ROOT,
        PCIE_ROOT,
        PCI_BRIDGE,
        DMI_TO_PCI_BRIDGE,
        PCIE_TO_PCI_BRIDGE,
        PCIE_ROOT_PORT,
        PCIE_SWITCH_UPSTREAM_PORT,
        PCIE_SWITCH_DOWNSTREAM_PORT,
        PCI_EXPANDER_BUS,
        PCIE_EXPANDER_BUS
    }

    /**
     * Of virtio's serial ports and channels.
     *
     * @param model which; null where the hypervisor decides it
     * @param ports how many ports it has; 0 where the hypervisor decides it
     * @param vectors how many interrupts it has; 0 where the hypervisor decides it
     */
    record VirtioSerial(@Nullable VirtioModel model, long ports, long vectors) implements ControllerKind {

        /** With as many ports and interrupts as the hypervisor gives it. */
        public VirtioSerial() {
            this(null, 0, 0);
        }
    }

    /**
     * Xen's bus.
     *
     * @param maxGrantFrames how many pages of grants a guest has at most; 0 where the hypervisor decides it
     * @param maxEventChannels how many event channels a guest has at most; 0 where the hypervisor decides it
     */
    record Xenbus(long maxGrantFrames, long maxEventChannels) implements ControllerKind {

        /** With as much as the hypervisor gives it. */
        public Xenbus() {
            this(0, 0);
        }
    }
}
