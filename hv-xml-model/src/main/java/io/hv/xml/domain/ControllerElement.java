package io.hv.xml.domain;

import io.hv.xml.XmlDocument;
import io.hv.xml.value.SizeUnit;
import io.hv.xml.value.Word;

/** A controller, which other devices are at. Not thread-safe. */
public final class ControllerElement extends DeviceElement {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        FDC,
        SATA,
        CCID,
        SCSI,
        USB,
        IDE,
        ISA,
        PCI,
        VIRTIO_SERIAL,
        XENBUS
    }

    /** The words of {@link #model}. */
    public enum Model implements Word {
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
        AM53C974,
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
        QEMU_XHCI,
        PIIX3,
        PIIX4,
        ICH6,
        PCI_ROOT,
        PCIE_ROOT,
        PCI_BRIDGE,
        DMI_TO_PCI_BRIDGE,
        PCIE_TO_PCI_BRIDGE,
        PCIE_ROOT_PORT,
        PCIE_SWITCH_UPSTREAM_PORT,
        PCIE_SWITCH_DOWNSTREAM_PORT,
        PCI_EXPANDER_BUS,
        PCIE_EXPANDER_BUS,
        VIRTIO
    }

    /** The words of {@link #pciModel}. */
    public enum PciModel implements Word {
        SPAPR_PCI_HOST_BRIDGE,
        PCI_BRIDGE,
        I82801B11_BRIDGE,
        PCIE_PCI_BRIDGE,
        IOH3420,
        PCIE_ROOT_PORT,
        X3130_UPSTREAM,
        XIO3130_DOWNSTREAM,
        PXB,
        PXB_PCIE
    }

    /**
     * The root of a document.
     *
     * @param document a {@code <controller>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static ControllerElement of(XmlDocument document) {
        return new ControllerElement(Roots.of(document, io.hv.xml.wire.domain.Controller.class));
    }

    ControllerElement(Place here) {
        super(here);
    }

    /** Of which kind it is: {@link #type}, {@link #model} and what belongs to them in one. */
    public Value<ControllerKind> kind() {
        return new ControllerKindValue(here);
    }

    /** Its number among those of its type. */
    public NumberValue index() {
        return here.number("index", Numbers.decimal(0, Numbers.UINT));
    }

    /** {@code type}, a {@link Type}. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** {@code model}, a {@link Model}. */
    public TextValue<Model> model() {
        return here.attribute("model", Form.words(Model.class));
    }

    /** How many devices it has room for. */
    public NumberValue ports() {
        return here.number("ports", Numbers.decimal(0, Numbers.UINT));
    }

    /** {@code vectors}, 0 to 4,294,967,295. */
    public NumberValue vectors() {
        return here.number("vectors", Numbers.decimal(0, Numbers.UINT));
    }

    /** {@code maxGrantFrames}, 0 to 4,294,967,295. */
    public NumberValue maxGrantFrames() {
        return here.number("maxGrantFrames", Numbers.decimal(0, Numbers.UINT));
    }

    /** {@code maxEventChannels}, 0 to 4,294,967,295. */
    public NumberValue maxEventChannels() {
        return here.number("maxEventChannels", Numbers.decimal(0, Numbers.UINT));
    }

    /** Of a companion of USB: its first port. */
    public TextValue<String> masterStartport() {
        return here.child("master").only("startport", Form.TEXT);
    }

    /** Of PCI: which device it is in the hypervisor. */
    public TextValue<PciModel> pciModel() {
        return here.child("model").only("name", Form.words(PciModel.class));
    }

    /** Of PCI: what the guest sees of it. */
    public Target target() {
        return new Target(here.child("target"));
    }

    /** Of a PCI root: how much of the addresses beyond 4 GiB it has, in KiB where no unit is written. */
    public SizeValue pciHole64() {
        return here.child("pcihole64").onlySize(SizeUnit.KIB);
    }

    /** How it is run. */
    public Driver driver() {
        return new Driver(here.child("driver"));
    }

    /** Of PCI: what the guest sees of it. */
    public static final class Target extends Element {

        Target(Place here) {
            super(here);
        }

        /** {@code chassisNr}, 0 to 255. */
        public NumberValue chassisNr() {
            return here.number("chassisNr", Numbers.likeC(0, 255));
        }

        /** {@code chassis}, 0 to 255. */
        public NumberValue chassis() {
            return here.number("chassis", Numbers.likeC(0, 255));
        }

        /** {@code port}, 0 to 255. */
        public NumberValue port() {
            return here.number("port", Numbers.likeC(0, 255));
        }

        /** {@code busNr}, 0 to 255. */
        public NumberValue busNr() {
            return here.number("busNr", Numbers.likeC(0, 255));
        }

        /** {@code index}, 0 to 255. */
        public NumberValue index() {
            return here.number("index", Numbers.likeC(0, 255));
        }

        /** {@code hotplug}, on or off. */
        public TextValue<Boolean> hotplug() {
            return here.attribute("hotplug", Form.ON_OFF);
        }

        /** The guest's NUMA node that it belongs to. */
        public NumberValue node() {
            return here.child("node").onlyNumberText(Numbers.decimal(0, Numbers.UINT));
        }
    }
    /** How the hypervisor runs it. */
    public static final class Driver extends Element {

        Driver(Place here) {
            super(here);
        }

        /** {@code queues}, 0 to 4,294,967,295. */
        public NumberValue queues() {
            return here.number("queues", Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code cmd_per_lun}, 0 to 4,294,967,295. */
        public NumberValue cmdPerLun() {
            return here.number("cmd_per_lun", Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code max_sectors}, 0 to 4,294,967,295. */
        public NumberValue maxSectors() {
            return here.number("max_sectors", Numbers.decimal(0, Numbers.UINT));
        }

        /** Whether the host's kernel takes notifications, on or off. */
        public TextValue<Boolean> ioeventfd() {
            return here.attribute("ioeventfd", Form.ON_OFF);
        }

        /** {@code iothread}, 0 to 4,294,967,295. */
        public NumberValue iothread() {
            return here.number("iothread", Numbers.decimal(0, Numbers.UINT));
        }

        /** Whether it goes through the guest's IOMMU, on or off. */
        public TextValue<Boolean> iommu() {
            return here.attribute("iommu", Form.ON_OFF);
        }

        /** Whether it has address translation services, on or off. */
        public TextValue<Boolean> ats() {
            return here.attribute("ats", Form.ON_OFF);
        }

        /** Whether its queues are packed, on or off. */
        public TextValue<Boolean> packed() {
            return here.attribute("packed", Form.ON_OFF);
        }

        /** Whether each queue has a page for its notifications, on or off. */
        public TextValue<Boolean> pagePerVq() {
            return here.attribute("page_per_vq", Form.ON_OFF);
        }
    }
}
