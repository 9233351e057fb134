package io.hv.image.vdi;

import io.hv.image.CreateOptions;
import io.hv.image.file.ImageFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Writes a new image: a header, a block map, and of a static image room for all blocks, from a whole MiB on. */
final class VdiCreator {

    private static final String TEXT = "<<< hv VirtualBox Disk Image >>>\n";
    private static final int HEADER_SIZE = 400;
    private static final int MIB = 1 << 20;
    private static final int PIECE = 1 << 18;

    private final ImageFile file;
    private final CreateOptions options;

    VdiCreator(ImageFile file, CreateOptions options) {
        this.file = file;
        this.options = options;
    }

    void run(long capacity) {
        String kind = options.subformat().orElse("dynamic");
        boolean isStatic = kind.equals("static");
        if (!isStatic && !kind.equals("dynamic")) {
            throw file.fault("subformat", -1, "'" + kind + "', not dynamic or static");
        }
        int blockSize = options.blockSize().orElse(MIB);
        long most = (long) HeaderCheck.MOST_BLOCKS * blockSize;
        if (capacity > most) {
            throw file.fault("size", -1, capacity + " bytes, and blocks of this size allow " + most);
        }
        int blocks = (int) ((capacity + blockSize - 1) / blockSize);
        long data = (VdiHeader.SIZE + (long) blocks * Integer.BYTES + MIB - 1) / MIB * MIB;
        VdiHeader header = header(blocks, blockSize, isStatic);
        header.diskSize((capacity + VdiHeader.SIZE - 1) / VdiHeader.SIZE * VdiHeader.SIZE);
        header.number(VdiHeader.AT_OFFSET_DATA, (int) data);
        file.resize(isStatic ? header.host(blocks) : data);
        writeMap(blocks, isStatic);
        header.write(file);
    }

    private static VdiHeader header(int blocks, int blockSize, boolean isStatic) {
        ByteBuffer bytes = ByteBuffer.allocate(VdiHeader.SIZE);
        Object unused = bytes.put(0, TEXT.getBytes(StandardCharsets.US_ASCII));
        VdiHeader header = new VdiHeader(bytes);
        header.number(VdiHeader.AT_SIGNATURE, VdiHeader.SIGNATURE);
        header.number(VdiHeader.AT_VERSION, 0x10001);
        header.number(VdiHeader.AT_HEADER_SIZE, HEADER_SIZE);
        header.number(VdiHeader.AT_IMAGE_TYPE, isStatic ? VdiHeader.STATIC : VdiHeader.DYNAMIC);
        header.number(VdiHeader.AT_OFFSET_BMAP, VdiHeader.SIZE);
        header.number(VdiHeader.AT_SECTOR_SIZE, VdiHeader.SIZE);
        header.number(VdiHeader.AT_BLOCK_SIZE, blockSize);
        header.number(VdiHeader.AT_BLOCKS_IN_IMAGE, blocks);
        header.number(VdiHeader.AT_BLOCKS_ALLOCATED, isStatic ? blocks : 0);
        header.uuid(VdiHeader.AT_UUID_IMAGE, UUID.randomUUID());
        header.uuid(VdiHeader.AT_UUID_LAST_SNAP, UUID.randomUUID());
        return header;
    }

    private void writeMap(int blocks, boolean isStatic) {
        ByteBuffer piece = ByteBuffer.allocate(PIECE).order(ByteOrder.LITTLE_ENDIAN);
        long at = VdiHeader.SIZE;
        for (int block = 0; block < blocks; ) {
            piece.clear();
            while (block < blocks && piece.hasRemaining()) {
                piece.putInt(isStatic ? block : BlockTable.FREE);
                block++;
            }
            int length = piece.position();
            file.write("block map", at, piece.flip());
            at += length;
        }
    }
}
