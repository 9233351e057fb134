package io.hv.image.files;

import io.hv.image.files.FileBlocks.Run;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An ext2, ext3 or ext4 file system. Checksums of metadata are not looked at; folders are read from end to end. */
final class ExtVolume {

    private static final long ROOT = 2;
    private static final int LARGEST_FOLDER = 8 << 20;
    private static final int LONGEST_TARGET = 4096;
    private static final int MOST_LINKS = 40;
    /** On a path and in all links on its way: each is a folder that is read. */
    private static final int MOST_NAMES = 256;

    private final DiskRange range;
    private final SuperBlock sizes;

    ExtVolume(DiskRange range) {
        this.range = range;
        sizes = SuperBlock.read(range);
    }

    SuperBlock sizes() {
        return sizes;
    }

    DiskRange range() {
        return range;
    }

    private Inode inode(long number, long where) {
        if (number < 1 || number > sizes.inodes()) {
            throw range.fault("inode", where, "there is no inode " + number);
        }
        long group = (number - 1) / sizes.inodesPerGroup();
        long at = sizes.descriptors() + group * sizes.descriptorSize();
        ByteBuffer descriptor = range.read("group descriptor", at, sizes.descriptorSize());
        long table = Integer.toUnsignedLong(descriptor.getInt(8))
                | (sizes.descriptorSize() >= 64 ? Integer.toUnsignedLong(descriptor.getInt(40)) << 32 : 0);
        if (table <= sizes.firstBlock() || table >= sizes.blocks()) {
            throw range.fault(
                    "bg_inode_table", at + 8, "block " + Long.toUnsignedString(table) + " is not in the file system");
        }
        long offset = table * sizes.blockSize() + (number - 1) % sizes.inodesPerGroup() * sizes.inodeSize();
        return Inode.of(number, offset, range.read("inode", offset, sizes.inodeSize()));
    }

    /** Where a path leads, links followed; null where there is nothing. */
    @Nullable
    Inode find(String path) {
        Deque<Inode> above = new ArrayDeque<>();
        Deque<String> names = new ArrayDeque<>();
        pushAll(names, path);
        above.push(inode(ROOT, 0));
        int links = 0;
        int passed = 0;
        while (!names.isEmpty()) {
            String name = names.pop();
            Inode here = above.element();
            if (++passed > MOST_NAMES) {
                throw range.fault("path", here.where(), path + " has more than " + MOST_NAMES + " names on its way");
            }
            if (name.equals("..")) {
                if (above.size() > 1) {
                    above.pop();
                }
                continue;
            }
            Long number = here.isFolder() ? names(here).get(name) : null;
            if (number == null) {
                return null;
            }
            Inode next = inode(number, here.where());
            if (!next.isLink()) {
                above.push(next);
                continue;
            }
            if (++links > MOST_LINKS) {
                throw range.fault(
                        "symbolic link", next.where(), path + " has more than " + MOST_LINKS + " links on its way");
            }
            String target = target(next);
            if (target.startsWith("/")) {
                while (above.size() > 1) {
                    above.pop();
                }
            }
            pushAll(names, target);
        }
        return above.element();
    }

    private static void pushAll(Deque<String> names, String path) {
        String[] parts = path.split("/", -1);
        for (int i = parts.length - 1; i >= 0; i--) {
            if (!parts[i].isEmpty() && !parts[i].equals(".")) {
                names.push(parts[i]);
            }
        }
    }

    private String target(Inode link) {
        if (link.size() > LONGEST_TARGET) {
            throw range.fault("i_size", link.where() + 4, "a link's target of " + link.size() + " bytes");
        }
        byte[] bytes = new byte[(int) link.size()];
        if (link.isFastLink()) {
            link.blockMap().get(0, bytes);
        } else {
            bytes = read(link, LONGEST_TARGET);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The numbers of the inodes of all that is in a folder, by name. */
    Map<String, Long> names(Inode folder) {
        byte[] bytes = read(folder, LARGEST_FOLDER);
        Map<String, Long> names = new TreeMap<>();
        for (int at = 0; at < bytes.length; at += sizes.blockSize()) {
            int length = Math.min(sizes.blockSize(), bytes.length - at);
            addNames(ByteBuffer.wrap(bytes, at, length).slice().order(ByteOrder.LITTLE_ENDIAN), folder, names);
        }
        return names;
    }

    private void addNames(ByteBuffer block, Inode folder, Map<String, Long> names) {
        for (int at = 0; at + 8 <= block.capacity(); ) {
            int length = recordLength(Short.toUnsignedInt(block.getShort(at + 4)));
            // The file's type is in the byte behind, or 0 in file systems that are older: names are shorter than 256.
            int nameLength = Byte.toUnsignedInt(block.get(at + 6));
            if (length < 8 || length % 4 != 0 || length > block.capacity() - at || nameLength > length - 8) {
                throw range.fault("rec_len", folder.where(), "a folder has a record of " + length + " bytes in it");
            }
            long number = Integer.toUnsignedLong(block.getInt(at));
            if (number != 0 && nameLength > 0) {
                byte[] name = new byte[nameLength];
                block.get(at + 8, name);
                names.put(new String(name, StandardCharsets.UTF_8), number);
            }
            at += length;
        }
    }

    /** Of blocks of 64 KiB, one that has it all is written otherwise. */
    private int recordLength(int written) {
        boolean isAll = sizes.blockSize() == 1 << 16 && (written == 0xffff || written == 0);
        return isAll ? 1 << 16 : written;
    }

    /** All bytes of a file, a folder or a link. */
    byte[] read(Inode inode, long most) {
        if (inode.size() < 0 || inode.size() > most) {
            throw range.fault(
                    "i_size",
                    inode.where() + 4,
                    Long.toUnsignedString(inode.size()) + " bytes, and at most " + most + " are read");
        }
        if (inode.isInline() || inode.isEncrypted()) {
            throw range.fault(
                    "i_flags",
                    inode.where() + 32,
                    inode.isInline() ? "bytes inside of an inode are not read here" : "it is encrypted");
        }
        byte[] bytes = new byte[(int) inode.size()];
        for (Run run : FileBlocks.of(range, sizes, inode)) {
            long from = run.first() * sizes.blockSize();
            int count = (int) Math.min(run.count() * sizes.blockSize(), bytes.length - from);
            if (count > 0) {
                range.read("data", run.block() * sizes.blockSize(), count).get(bytes, (int) from, count);
            }
        }
        return bytes;
    }
}
