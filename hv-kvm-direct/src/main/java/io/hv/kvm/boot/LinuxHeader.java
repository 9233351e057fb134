package io.hv.kvm.boot;

import static io.hv.kvm.boot.BootException.hex;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The setup header of a bzImage, checked (Linux, Documentation/arch/x86/boot.rst). Numbers are as the file has them.
 *
 * @param bytes the first {@link #SIZE} bytes of the file
 */
record LinuxHeader(ByteBuffer bytes) {

    /** The header lies inside the zero page's room for it, which ends here. */
    static final int SIZE = 0x290;

    static final int START = 0x1f1;
    private static final int SECTOR = 512;
    private static final int BOOT_FLAG = 0xaa55;
    private static final int MAGIC = 0x53726448;
    /** 2.12: the first with xloadflags. */
    private static final int MIN_VERSION = 0x020c;

    private static final int HAS_64_BIT_ENTRY = 1;
    private static final int OLD_SETUP_SECTORS = 4;

    /** The first address that an initrd may not reach where the kernel does not say: below 2 GiB every kernel finds it. */
    static final long INITRD_BELOW = 0x7fff_ffffL + 1;

    private static final int MINIMAL_END = 0x268;
    private static final int JUMP = 0xeb;
    private static final int LOADED_HIGH = 1;
    private static final int VMLINUX_ALIGNMENT = 0x20_0000;
    private static final int VMLINUX_COMMAND_LINE_SIZE = 2047;

    /** Reads and checks the header. */
    static LinuxHeader of(BootFile kernel) {
        if (kernel.size() < SIZE) {
            throw new BootException(
                    kernel.name(),
                    "it is not a bzImage: it has only " + kernel.size() + " bytes",
                    "give a Linux kernel in bzImage format");
        }
        ByteBuffer b = kernel.part(0, SIZE, "the setup header");
        LinuxHeader header = new LinuxHeader(b);
        if (Short.toUnsignedInt(b.getShort(0x1fe)) != BOOT_FLAG || b.getInt(0x202) != MAGIC) {
            throw new BootException(
                    kernel.name(),
                    "it is not a bzImage: the boot flag or 'HdrS' is missing",
                    "give a Linux kernel for x86 in bzImage format");
        }
        int version = Short.toUnsignedInt(b.getShort(0x206));
        if (version < MIN_VERSION) {
            throw new BootException(
                    kernel.name(),
                    "its boot protocol " + (version >> 8) + "." + String.format("%02d", version & 0xff)
                            + " is older than 2.12",
                    "give Linux 3.8 or newer");
        }
        if ((b.getShort(0x236) & HAS_64_BIT_ENTRY) == 0) {
            throw new BootException(
                    kernel.name(), "it has no 64-bit entry (xloadflags bit 0)", "give a kernel built for x86-64");
        }
        if (header.end() > SIZE || header.end() < MINIMAL_END) {
            throw new BootException(
                    kernel.name(),
                    "its setup header ends at " + hex(header.end()) + ", not between 0x268 and " + hex(SIZE),
                    "the file is damaged: fetch it again");
        }
        header.checkPayload(kernel);
        return header;
    }

    private void checkPayload(BootFile kernel) {
        if (payloadSize() <= LinuxLoader.ENTRY_OFFSET) {
            throw new BootException(
                    kernel.name(),
                    "its protected-mode part has " + payloadSize() + " bytes, too few for an entry",
                    "the file is damaged: fetch it again");
        }
        kernel.require(payloadOffset(), payloadSize(), "the protected-mode part");
        if (Long.bitCount(alignment()) != 1 || alignment() > 1L << 30) {
            throw new BootException(
                    kernel.name(),
                    "its alignment " + hex(alignment()) + " is not a power of two up to 1 GiB",
                    "the file is damaged: fetch it again");
        }
    }

    /** A header for a kernel that comes without one: what the kernel itself looks at, and what a loader fills in. */
    static LinuxHeader ofVmlinux() {
        ByteBuffer b = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        b.putShort(0x1fe, (short) BOOT_FLAG);
        b.put(0x200, (byte) JUMP).put(0x201, (byte) (MINIMAL_END - 0x202));
        b.putInt(0x202, MAGIC);
        b.putShort(0x206, (short) MIN_VERSION);
        b.put(0x211, (byte) LOADED_HIGH);
        b.putInt(0x22c, (int) (INITRD_BELOW - 1));
        b.putInt(0x230, VMLINUX_ALIGNMENT);
        b.putInt(0x238, VMLINUX_COMMAND_LINE_SIZE);
        return new LinuxHeader(b);
    }

    /** Where the header ends: the jump at its start leads there. */
    int end() {
        return 0x202 + Byte.toUnsignedInt(bytes.get(0x201));
    }

    /** File offset of the protected-mode part. */
    long payloadOffset() {
        int sectors = Byte.toUnsignedInt(bytes.get(START));
        return (long) ((sectors == 0 ? OLD_SETUP_SECTORS : sectors) + 1) * SECTOR;
    }

    /** Bytes of the protected-mode part; what follows in the file is a signature. */
    long payloadSize() {
        return word(0x1f4) << 4;
    }

    /** Where the packed kernel is, from the start of the protected-mode part; 0 is nowhere. */
    long compressedOffset() {
        return word(0x248);
    }

    /** Bytes of the packed kernel, with what its build appended. */
    long compressedSize() {
        return word(0x24c);
    }

    long initrdAddressMax() {
        return word(0x22c);
    }

    long alignment() {
        return word(0x230);
    }

    boolean relocatable() {
        return bytes.get(0x234) != 0;
    }

    /** The longest command line, without its zero. */
    long commandLineSize() {
        return word(0x238);
    }

    long preferredAddress() {
        return bytes.getLong(0x258);
    }

    /** Memory that the kernel needs from its load address on until it reads the memory map. */
    long memoryNeeded() {
        return Math.max(word(0x260), payloadSize());
    }

    private long word(int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }
}
