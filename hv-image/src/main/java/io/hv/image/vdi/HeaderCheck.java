package io.hv.image.vdi;

import io.hv.image.ImageException;
import io.hv.image.block.Guid;
import io.hv.image.file.ImageFile;

/** Refuses a header that no image can have: every number is checked before anything is done with it. */
final class HeaderCheck {

    /** More than 16 TiB in blocks of 1 MiB; their map has 64 MiB. */
    static final int MOST_BLOCKS = 1 << 24;

    private static final int VERSION = 0x10001;
    private static final int LEAST_SIZE = 384;
    private static final int LEAST_BLOCK = 4096;
    private static final int MOST_BLOCK = 256 << 20;

    private final ImageFile file;
    private final VdiHeader header;

    HeaderCheck(ImageFile file, VdiHeader header) {
        this.file = file;
        this.header = header;
    }

    void run() {
        long size = file.size();
        if (size < VdiHeader.SIZE) {
            throw file.fault("header", 0, "the file has only " + size + " bytes");
        }
        if (header.number(VdiHeader.AT_SIGNATURE) != VdiHeader.SIGNATURE) {
            throw file.fault("signature", VdiHeader.AT_SIGNATURE, "this is no VDI image");
        }
        int version = header.number(VdiHeader.AT_VERSION);
        if (version != VERSION) {
            throw file.fault(
                    "version", VdiHeader.AT_VERSION, (version >>> 16) + "." + (version & 0xffff) + ", not 1.1");
        }
        type();
        blocks();
        layout(size);
        parent();
    }

    private void type() {
        int type = header.number(VdiHeader.AT_IMAGE_TYPE);
        if (type == VdiHeader.UNDO) {
            throw fault("image_type", VdiHeader.AT_IMAGE_TYPE, "an undo image (3) is not supported");
        }
        if (type != VdiHeader.DYNAMIC && type != VdiHeader.STATIC && type != VdiHeader.DIFFERENCING) {
            throw fault("image_type", VdiHeader.AT_IMAGE_TYPE, ", not 1, 2 or 4");
        }
    }

    private void blocks() {
        if (header.number(VdiHeader.AT_SECTOR_SIZE) != VdiHeader.SIZE) {
            throw fault("sector_size", VdiHeader.AT_SECTOR_SIZE, ", not 512");
        }
        int blockSize = header.blockSize();
        if (Integer.bitCount(blockSize) != 1 || blockSize < LEAST_BLOCK || blockSize > MOST_BLOCK) {
            throw fault("block_size", VdiHeader.AT_BLOCK_SIZE, ", not a power of two from 4 KiB to 256 MiB");
        }
        if (header.number(VdiHeader.AT_BLOCK_EXTRA) != 0) {
            throw fault("block_extra", VdiHeader.AT_BLOCK_EXTRA, ", and only blocks without more are supported");
        }
        if (header.blocks() < 0 || header.blocks() > MOST_BLOCKS) {
            throw fault("blocks_in_image", VdiHeader.AT_BLOCKS_IN_IMAGE, ", more than " + MOST_BLOCKS);
        }
        if (header.unsigned(VdiHeader.AT_BLOCKS_ALLOCATED) > header.blocks()) {
            throw fault("blocks_allocated", VdiHeader.AT_BLOCKS_ALLOCATED, ", more than there are");
        }
        long room = (long) header.blocks() * blockSize;
        if (header.diskSize() < 0 || header.diskSize() > room) {
            throw file.fault(
                    "disk_size",
                    VdiHeader.AT_DISK_SIZE,
                    Long.toUnsignedString(header.diskSize()) + ", and the blocks have " + room + " bytes");
        }
    }

    private void layout(long size) {
        long headerEnd = VdiHeader.AT_HEADER_SIZE + header.unsigned(VdiHeader.AT_HEADER_SIZE);
        if (header.unsigned(VdiHeader.AT_HEADER_SIZE) < LEAST_SIZE || headerEnd > header.mapOffset()) {
            throw fault("header_size", VdiHeader.AT_HEADER_SIZE, ", not from 384 to where the block map begins");
        }
        long mapEnd = header.mapOffset() + (long) header.blocks() * Integer.BYTES;
        if (header.mapOffset() % VdiHeader.SIZE != 0 || header.mapOffset() < VdiHeader.SIZE || mapEnd > size) {
            throw fault(
                    "offset_bmap",
                    VdiHeader.AT_OFFSET_BMAP,
                    ", not a sector after the header with the map in the file");
        }
        if (header.unsigned(VdiHeader.AT_OFFSET_DATA) % VdiHeader.SIZE != 0 || header.host(0) < mapEnd) {
            throw fault("offset_data", VdiHeader.AT_OFFSET_DATA, ", not a sector after the block map");
        }
    }

    private void parent() {
        boolean hasLink = !header.uuid(VdiHeader.AT_UUID_LINK).equals(Guid.NONE);
        if (hasLink != header.isDifferencing()) {
            throw file.fault(
                    "uuid_link",
                    VdiHeader.AT_UUID_LINK,
                    hasLink
                            ? "a parent of an image that is no differencing one"
                            : "a differencing image without a parent");
        }
    }

    private ImageException fault(String field, int at, String why) {
        return file.fault(field, at, why.startsWith(",") ? header.unsigned(at) + why : why);
    }
}
