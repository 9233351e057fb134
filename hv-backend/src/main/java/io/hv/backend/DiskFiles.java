package io.hv.backend;

import io.hv.ByteSize;
import io.hv.Disk;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.HostFailureException;
import io.hv.HostPath;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.SpecFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at the files of raw disks, for backends whose machines live on this machine. Opens and changes nothing. */
public final class DiskFiles {

    private DiskFiles() {}

    /** What keeps the disks of a spec from being used now; the path of each fault is {@code disks[N].source}. */
    public static List<SpecFault> faults(DomainSpec spec) {
        List<SpecFault> faults = new ArrayList<>();
        for (int i = 0; i < spec.disks().size(); i++) {
            String path = "disks[" + i + "].source";
            DiskSpec disk = spec.disks().get(i);
            disk.source()
                    .file()
                    .flatMap(file -> fault(path, file, disk.isReadOnly() || disk.isThrowaway()))
                    .ifPresent(faults::add);
        }
        return faults;
    }

    private static Optional<SpecFault> fault(String part, HostPath file, boolean readOnly) {
        Optional<Path> path = path(file).filter(Files::exists);
        if (path.isEmpty()) {
            return fault(part, file, "there is no such file", "make it, for example: truncate -s 1G " + file);
        }
        if (Files.isDirectory(path.get())) {
            return fault(part, file, "it is a folder", "name a file");
        }
        if (!Files.isReadable(path.get())) {
            return fault(part, file, "this process may not read it", "let its user read it");
        }
        if (!readOnly && !Files.isWritable(path.get())) {
            return fault(part, file, "this process may not write it", "let its user write it, or attach it read-only");
        }
        return Optional.empty();
    }

    private static Optional<SpecFault> fault(String part, HostPath file, String why, String remedy) {
        return Optional.of(SpecFault.of(part, file.path(), why, remedy));
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
     * The whole sectors that a regular file has; a rest at its end is none.
     *
     * @throws NotFoundException if it is not there
     * @throws HostFailureException if it cannot be looked at
     */
    public static ByteSize capacity(DiskSpec disk) {
        HostPath file = disk.source().file().orElseThrow(() -> new IllegalArgumentException("no file: " + disk));
        Path path = path(file)
                .filter(Files::exists)
                .orElseThrow(() -> new NotFoundException(
                        "the disk's file " + file + " is not there", "make it, for example: truncate -s 1G " + file));
        try {
            long size = Files.size(path);
            return ByteSize.bytes(size - size % Disk.SECTOR);
        } catch (IOException e) {
            throw new HostFailureException(
                    "the disk's file " + file + " cannot be looked at: " + e.getMessage(),
                    "see who may read it",
                    "stat",
                    0,
                    e);
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
