package io.hv.backend;

import io.hv.ByteSize;
import io.hv.Disk;
import io.hv.DiskFormat;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.HostFailureException;
import io.hv.HostPath;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.SpecFault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Looks at the files of disks, for backends whose machines live on this machine: regular files and block devices. Changes
 * nothing.
 */
public final class DiskFiles {

    private DiskFiles() {}

    /** What keeps the disks of a spec from being used now; the path of each fault is {@code disks[N].source}. */
    public static List<SpecFault> faults(DomainSpec spec) {
        return faults(spec, disk -> true);
    }

    /** The same, of those disks only whose content is kept in files. */
    public static List<SpecFault> faults(DomainSpec spec, Predicate<DiskSpec> isFile) {
        List<SpecFault> faults = new ArrayList<>();
        for (int i = 0; i < spec.disks().size(); i++) {
            String path = "disks[" + i + "].source";
            DiskSpec disk = spec.disks().get(i);
            disk.source()
                    .file()
                    .filter(file -> isFile.test(disk))
                    .flatMap(file -> fault(path, disk, file, disk.isReadOnly() || disk.isThrowaway()))
                    .ifPresent(faults::add);
        }
        return faults;
    }

    private static Optional<SpecFault> fault(String part, DiskSpec disk, HostPath file, boolean readOnly) {
        Optional<Path> path = path(file).filter(Files::exists);
        if (path.isEmpty()) {
            return fault(part, file, "there is no such file", "make it, for example: " + creation(disk));
        }
        Kind kind = Kind.of(path.get());
        if (!kind.isDisk) {
            return fault(part, file, "it is " + kind.words, "name a regular file, or a block device");
        }
        if (!Files.isReadable(path.get())) {
            return fault(part, file, "this process may not read it", "let its user read it");
        }
        if (!readOnly && !Files.isWritable(path.get())) {
            return fault(part, file, "this process may not write it", "let its user write it, or attach it read-only");
        }
        return Optional.empty();
    }

    private static String creation(DiskSpec disk) {
        DiskFormat format = disk.source().format();
        String file = disk.source().file().orElseThrow().path();
        return format.equals(DiskFormat.RAW)
                ? "truncate -s 1G " + file
                : "qemu-img create -f " + format + " " + file + " 1G";
    }

    private static Optional<SpecFault> fault(String part, HostPath file, String why, String remedy) {
        return Optional.of(SpecFault.of(part, file.path(), why, remedy));
    }

    /** What a path names. */
    private enum Kind {
        FILE(true, "a regular file"),
        BLOCK(true, "a block device"),
        FOLDER(false, "a folder"),
        FIFO(false, "a FIFO (named pipe)"),
        SOCKET(false, "a socket"),
        CHARACTER(false, "a character device"),
        OTHER(false, "no regular file");

        private static final String UNIX = "unix";

        // S_IFMT and what lies in it (inode(7)).
        private static final int TYPE = 0xf000;
        private static final int IS_FIFO = 0x1000;
        private static final int IS_CHARACTER = 0x2000;
        private static final int IS_BLOCK = 0x6000;
        private static final int IS_SOCKET = 0xc000;

        private final boolean isDisk;
        private final String words;

        Kind(boolean isDisk, String words) {
            this.isDisk = isDisk;
            this.words = words;
        }

        static Kind of(Path path) {
            if (Files.isRegularFile(path)) {
                return FILE;
            }
            if (Files.isDirectory(path)) {
                return FOLDER;
            }
            return switch (type(path)) {
                case IS_FIFO -> FIFO;
                case IS_CHARACTER -> CHARACTER;
                case IS_BLOCK -> BLOCK;
                case IS_SOCKET -> SOCKET;
                default -> OTHER;
            };
        }

        private static int type(Path path) {
            if (!path.getFileSystem().supportedFileAttributeViews().contains(UNIX)) {
                return 0;
            }
            try {
                return Files.getAttribute(path, UNIX + ":mode") instanceof Integer mode ? mode & TYPE : 0;
            } catch (IOException e) {
                // It has gone meanwhile, or may not be looked at: no disk either way.
                return 0;
            }
        }
    }

    /** A path that this system cannot even write down names no file. */
    private static Optional<Path> path(HostPath file) {
        try {
            return Optional.of(Path.of(file.path()));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /**
     * The whole sectors that a raw disk's file or block device has; a rest at its end is none.
     *
     * @throws NotFoundException if it is not there
     * @throws HostFailureException if it cannot be looked at
     */
    public static ByteSize capacity(DiskSpec disk) {
        Path path = requireThere(disk);
        try {
            long size = Kind.of(path) == Kind.BLOCK ? sizeOfDevice(path) : Files.size(path);
            return ByteSize.bytes(size - size % Disk.SECTOR);
        } catch (IOException e) {
            throw new HostFailureException(
                    "the disk's file " + path + " cannot be looked at: " + e.getMessage(),
                    "see who may read it",
                    "stat",
                    0,
                    e);
        }
    }

    /**
     * A disk's file, which is there.
     *
     * @throws NotFoundException if it is not
     */
    public static Path requireThere(DiskSpec disk) {
        HostPath file = disk.source().file().orElseThrow(() -> new IllegalArgumentException("no file: " + disk));
        return path(file)
                .filter(Files::exists)
                .orElseThrow(() -> new NotFoundException(
                        "the disk's file " + file + " is not there", "make it, for example: " + creation(disk)));
    }

    /** Its directory entry does not tell. */
    private static long sizeOfDevice(Path path) throws IOException {
        try (FileChannel device = FileChannel.open(path)) {
            return device.size();
        }
    }

    /**
     * Refuses to resize what a guest cannot write.
     *
     * @param subject what is refused, for example {@code the disk 'vda' of 'web'}
     * @throws InvalidStateException if the disk is read-only
     */
    public static void requireWritable(DiskSpec disk, String subject) {
        if (disk.isReadOnly()) {
            throw new InvalidStateException(
                    "resize is not possible: " + subject + " is read-only", "attach it without readOnly()");
        }
    }

    /** Rejects what is no capacity of a disk with {@link IllegalArgumentException}. */
    public static void requireSectors(ByteSize capacity) {
        if (capacity.bytes() == 0 || capacity.bytes() % Disk.SECTOR != 0) {
            throw new IllegalArgumentException("a disk has whole sectors of 512 bytes, at least one: " + capacity);
        }
    }
}
