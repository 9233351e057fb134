package io.hv.xml.domain;

import io.hv.xml.value.SizeUnit;
import io.hv.xml.value.Word;

/** How the hypervisor reads and writes a disk. Not thread-safe. */
public final class DiskDriverElement extends Element {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        RAW,
        DIR,
        BOCHS,
        CLOOP,
        DMG,
        ISO,
        VPC,
        VDI,
        FAT,
        VHD,
        PLOOP,
        LUKS,
        COW,
        QCOW,
        QCOW2,
        QED,
        VMDK,
        AIO
    }

    /** The words of {@link #cache}. */
    public enum Cache implements Word {
        DEFAULT,
        NONE,
        WRITEBACK,
        WRITETHROUGH,
        DIRECTSYNC,
        UNSAFE
    }

    /** The words of {@link #errorPolicy}. */
    public enum ErrorPolicy implements Word {
        STOP,
        REPORT,
        IGNORE,
        ENOSPACE
    }

    /** The words of {@link #rerrorPolicy}. */
    public enum RerrorPolicy implements Word {
        STOP,
        REPORT,
        IGNORE
    }

    /** The words of {@link #io}. */
    public enum Io implements Word {
        THREADS("threads"),
        NATIVE("native"),
        IO_URING("io_uring");

        private final String word;

        Io(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** The words of {@link #discard}. */
    public enum Discard implements Word {
        UNMAP,
        IGNORE
    }

    /** The words of {@link #detectZeroes}. */
    public enum DetectZeroes implements Word {
        OFF,
        ON,
        UNMAP
    }

    DiskDriverElement(Place here) {
        super(here);
    }

    /** The driver, {@code qemu} for example. */
    public TextValue<String> name() {
        return here.attribute("name", Form.TEXT);
    }

    /** The format of the image. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** How the host's cache is used. */
    public TextValue<Cache> cache() {
        return here.attribute("cache", Form.words(Cache.class));
    }

    /** {@code error_policy}, an {@link ErrorPolicy}. */
    public TextValue<ErrorPolicy> errorPolicy() {
        return here.attribute("error_policy", Form.words(ErrorPolicy.class));
    }

    /** {@code rerror_policy}, a {@link RerrorPolicy}. */
    public TextValue<RerrorPolicy> rerrorPolicy() {
        return here.attribute("rerror_policy", Form.words(RerrorPolicy.class));
    }

    /** How requests reach the host's kernel. */
    public TextValue<Io> io() {
        return here.attribute("io", Form.words(Io.class));
    }

    /** Whether the host's kernel takes notifications, on or off. */
    public TextValue<Boolean> ioeventfd() {
        return here.attribute("ioeventfd", Form.ON_OFF);
    }

    /** Whether notifications are held back while they are not wanted, on or off. */
    public TextValue<Boolean> eventIdx() {
        return here.attribute("event_idx", Form.ON_OFF);
    }

    /** {@code copy_on_read}, on or off. */
    public TextValue<Boolean> copyOnRead() {
        return here.attribute("copy_on_read", Form.ON_OFF);
    }

    /** What happens to what the guest discards. */
    public TextValue<Discard> discard() {
        return here.attribute("discard", Form.words(Discard.class));
    }

    /** The number of the I/O thread that serves it. */
    public NumberValue iothread() {
        return here.number("iothread", Numbers.decimal(0, Numbers.UINT));
    }

    /** {@code detect_zeroes}, a {@link DetectZeroes}. */
    public TextValue<DetectZeroes> detectZeroes() {
        return here.attribute("detect_zeroes", Form.words(DetectZeroes.class));
    }

    /** How many queues it has, 1 or more. */
    public NumberValue queues() {
        return here.number("queues", Numbers.decimal(1, Numbers.ANY));
    }

    /** {@code queue_size}, 1 or more. */
    public NumberValue queueSize() {
        return here.number("queue_size", Numbers.decimal(1, Numbers.ANY));
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

    /** How much of the image's tables is kept, in bytes where no unit is written. */
    public SizeValue metadataCacheSize() {
        return here.child("metadata_cache").child("max_size").onlySize(SizeUnit.BYTE);
    }
}
