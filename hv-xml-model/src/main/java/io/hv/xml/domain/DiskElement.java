package io.hv.xml.domain;

import io.hv.xml.XmlDocument;
import io.hv.xml.value.Word;

/** A disk: of the host's storage, what the guest sees as a block device. Not thread-safe. */
public final class DiskElement extends DeviceElement {

    /** The words of {@link #device}. */
    public enum Device implements Word {
        FLOPPY,
        DISK,
        CDROM,
        LUN
    }

    /** The words of {@link #snapshot}. */
    public enum Snapshot implements Word {
        NO,
        INTERNAL,
        EXTERNAL,
        MANUAL
    }

    /**
     * The root of a document.
     *
     * @param document a {@code <disk>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static DiskElement of(XmlDocument document) {
        return new DiskElement(Roots.of(document, io.hv.xml.wire.domain.Disk.class));
    }

    DiskElement(Place here) {
        super(here);
    }

    /** As what the guest sees it; {@code disk} where nothing is written. */
    public TextValue<Device> device() {
        return here.attribute("device", Form.words(Device.class));
    }

    /** Of which kind its storage is; {@link #source} has it together with the storage. */
    public TextValue<StorageType> type() {
        return here.attribute("type", Form.words(StorageType.class));
    }

    /** Whether it needs the right to raw I/O, yes or no. */
    public TextValue<Boolean> rawio() {
        return here.attribute("rawio", Form.YES_NO);
    }

    /** {@code sgio}, a {@link SgIo}. */
    public TextValue<SgIo> sgio() {
        return here.attribute("sgio", Form.words(SgIo.class));
    }

    /** {@code model}, a {@link VirtioModel}. */
    public TextValue<VirtioModel> model() {
        return here.attribute("model", Form.words(VirtioModel.class));
    }

    /** How snapshots take it. */
    public TextValue<Snapshot> snapshot() {
        return here.attribute("snapshot", Form.words(Snapshot.class));
    }

    /** The source as written, with all that it has. */
    public StorageSourceElement sourceElement() {
        return new StorageSourceElement(here.child("source"));
    }

    /** How the hypervisor reads and writes it. */
    public DiskDriverElement driver() {
        return new DiskDriverElement(here.child("driver"));
    }

    /** Where a job copies it to, of a domain that runs. */
    public MirrorElement mirror() {
        return new MirrorElement(here.child("mirror"));
    }

    /** As whom a network's storage is opened. Newer documents have it in the source. */
    public AuthElement auth() {
        return new AuthElement(here.child("auth"));
    }

    /** Where the guest sees it. */
    public Target target() {
        return new Target(here.child("target"));
    }

    /** In which turn it is booted from. */
    public DeviceBootElement boot() {
        return new DeviceBootElement(here.child("boot"));
    }

    /** The domain that has the storage, on Xen. */
    public TextValue<String> backendDomain() {
        return here.child("backenddomain").only("name", Form.TEXT);
    }

    /** Whether the guest cannot write to it. */
    public Flag readonly() {
        return here.child("readonly").flag();
    }

    /** Whether several guests may use it at once. */
    public Flag shareable() {
        return here.child("shareable").flag();
    }

    /** Whether what is written is lost when the domain ends. */
    public Transient transientDisk() {
        return new Transient(here.child("transient"));
    }

    /** The serial number that the guest reads. */
    public TextValue<String> serial() {
        return here.child("serial").onlyText(Form.TEXT);
    }

    /** How it is encrypted. */
    public EncryptionElement encryption() {
        return new EncryptionElement(here.child("encryption"));
    }

    /** Limits of its I/O. */
    public IoTuneElement ioTune() {
        return new IoTuneElement(here.child("iotune"));
    }

    /** Cylinders, heads and sectors. */
    public Geometry geometry() {
        return new Geometry(here.child("geometry"));
    }

    /** Sizes of blocks that the guest sees. */
    public Blockio blockIo() {
        return new Blockio(here.child("blockio"));
    }

    /** Its world wide name, in 16 hexadecimal digits. */
    public TextValue<String> wwn() {
        return here.child("wwn").onlyText(Form.TEXT);
    }

    /** The maker that the guest reads, of at most 8 characters. */
    public TextValue<String> vendor() {
        return here.child("vendor").onlyText(Form.TEXT);
    }

    /** The product that the guest reads, of at most 16 characters. */
    public TextValue<String> product() {
        return here.child("product").onlyText(Form.TEXT);
    }

    /** The image that its own lies over. An empty one says that there is none. */
    public BackingStoreElement backingStore() {
        return new BackingStoreElement(here.child("backingStore"));
    }

    /** Whether there is a {@code <privateData/>}. */
    public Flag privateData() {
        return here.child("privateData").flag();
    }

    /** The storage that it is: its type, and what its source says for that. Empty for an empty drive. */
    public Value<StorageSource> source() {
        return new StorageSourceValue(here);
    }

    /** Where the guest sees a disk. */
    public static final class Target extends Element {

        /** The words of {@link #bus}. */
        public enum Bus implements Word {
            IDE,
            FDC,
            SCSI,
            VIRTIO,
            XEN,
            USB,
            UML,
            SATA,
            SD
        }

        /** The words of {@link #tray}. */
        public enum Tray implements Word {
            OPEN,
            CLOSED
        }

        Target(Place here) {
            super(here);
        }

        /** Its name, unique in a domain, {@code vda} for example. */
        public TextValue<String> dev() {
            return here.attribute("dev", Form.TEXT);
        }

        /** {@code bus}, a {@link Bus}. */
        public TextValue<Bus> bus() {
            return here.attribute("bus", Form.words(Bus.class));
        }

        /** {@code tray}, a {@link Tray}. */
        public TextValue<Tray> tray() {
            return here.attribute("tray", Form.words(Tray.class));
        }

        /** {@code removable}, on or off. */
        public TextValue<Boolean> removable() {
            return here.attribute("removable", Form.ON_OFF);
        }

        /** In revolutions a minute; 1 for what does not rotate. */
        public NumberValue rotationRate() {
            return here.number("rotation_rate", Numbers.decimal(1, Numbers.ANY));
        }
    }
    /** What is written is lost when the domain ends. */
    public static final class Transient extends Element {

        Transient(Place here) {
            super(here);
        }

        /** {@code shareBacking}, yes or no. */
        public TextValue<Boolean> shareBacking() {
            return here.attribute("shareBacking", Form.YES_NO);
        }
    }
    /** Cylinders, heads and sectors. */
    public static final class Geometry extends Element {

        /** The words of {@link #trans}. */
        public enum Trans implements Word {
            AUTO,
            NONE,
            LBA
        }

        Geometry(Place here) {
            super(here);
        }

        /** {@code cyls}, a whole number. */
        public NumberValue cyls() {
            return here.number("cyls", Numbers.decimal(Integer.MIN_VALUE, Integer.MAX_VALUE));
        }

        /** {@code heads}, a whole number. */
        public NumberValue heads() {
            return here.number("heads", Numbers.decimal(Integer.MIN_VALUE, Integer.MAX_VALUE));
        }

        /** {@code secs}, a whole number. */
        public NumberValue secs() {
            return here.number("secs", Numbers.decimal(Integer.MIN_VALUE, Integer.MAX_VALUE));
        }

        /** {@code trans}, a {@link Trans}. */
        public TextValue<Trans> trans() {
            return here.attribute("trans", Form.words(Trans.class));
        }
    }
    /** Sizes of blocks that the guest sees. */
    public static final class Blockio extends Element {

        Blockio(Place here) {
            super(here);
        }

        /** In bytes. */
        public NumberValue logicalBlockSize() {
            return here.number("logical_block_size", Numbers.decimal(Integer.MIN_VALUE, Integer.MAX_VALUE));
        }

        /** In bytes. */
        public NumberValue physicalBlockSize() {
            return here.number("physical_block_size", Numbers.decimal(Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
    }
}
