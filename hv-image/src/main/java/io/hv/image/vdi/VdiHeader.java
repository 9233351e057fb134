package io.hv.image.vdi;

import io.hv.image.block.Guid;
import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/** The first sector of an image. All numbers have their low byte first. Its fields have VirtualBox's names, as QEMU spells them. */
final class VdiHeader {

    static final int SIZE = 512;
    static final int SIGNATURE = 0xbeda107f;

    static final int AT_SIGNATURE = 64;
    static final int AT_VERSION = 68;
    static final int AT_HEADER_SIZE = 72;
    static final int AT_IMAGE_TYPE = 76;
    static final int AT_OFFSET_BMAP = 340;
    static final int AT_OFFSET_DATA = 344;
    static final int AT_SECTOR_SIZE = 360;
    static final int AT_DISK_SIZE = 368;
    static final int AT_BLOCK_SIZE = 376;
    static final int AT_BLOCK_EXTRA = 380;
    static final int AT_BLOCKS_IN_IMAGE = 384;
    static final int AT_BLOCKS_ALLOCATED = 388;
    static final int AT_UUID_IMAGE = 392;
    static final int AT_UUID_LAST_SNAP = 408;
    static final int AT_UUID_LINK = 424;
    static final int AT_UUID_PARENT = 440;

    static final int DYNAMIC = 1;
    static final int STATIC = 2;
    static final int UNDO = 3;
    static final int DIFFERENCING = 4;

    private final ByteBuffer bytes;

    VdiHeader(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    static VdiHeader read(ImageFile file) {
        return new VdiHeader(file.read("header", 0, SIZE));
    }

    void write(ImageFile file) {
        file.write("header", 0, bytes.duplicate().clear());
    }

    int number(int at) {
        return bytes.getInt(at);
    }

    long unsigned(int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }

    void number(int at, int value) {
        bytes.putInt(at, value);
    }

    /** What the file says; VirtualBox makes images of odd sizes, too. */
    long diskSize() {
        return bytes.getLong(AT_DISK_SIZE);
    }

    void diskSize(long size) {
        bytes.putLong(AT_DISK_SIZE, size);
    }

    UUID uuid(int at) {
        return Guid.get(bytes, at);
    }

    void uuid(int at, UUID uuid) {
        Guid.put(bytes, at, uuid);
    }

    boolean isDifferencing() {
        return number(AT_IMAGE_TYPE) == DIFFERENCING;
    }

    int blockSize() {
        return number(AT_BLOCK_SIZE);
    }

    int blocks() {
        return number(AT_BLOCKS_IN_IMAGE);
    }

    long mapOffset() {
        return unsigned(AT_OFFSET_BMAP);
    }

    /** Where a block of the file begins. */
    long host(long index) {
        return unsigned(AT_OFFSET_DATA) + index * blockSize();
    }

    /** Whole sectors, as QEMU has them too. */
    long capacity() {
        return (diskSize() + SIZE - 1) / SIZE * SIZE;
    }
}
