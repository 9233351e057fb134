package io.hv.image.files;

import io.hv.image.Image;
import io.hv.image.ImageException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Finds the Linux kernel that a disk would boot, so that a machine can boot it without firmware: the newest
 * {@code vmlinuz-VERSION} in {@code /boot}, or at the top of a file system that is all of {@code /boot}; else what
 * {@code /vmlinuz} or {@code /boot/vmlinuz} leads to. What a boot loader is told to boot is not looked at. Stateless.
 */
public final class KernelFinder {

    private static final String KERNEL = "vmlinuz-";
    /** Each is looked at, the newest first, until one is a file. */
    private static final int MOST_KERNELS = 64;

    private static final Pattern PIECE = Pattern.compile("[0-9]+|[^0-9]+");

    /** Before all other characters. */
    private static final char FIRST = '\0';

    private KernelFinder() {}

    /**
     * Looks on all file systems of a disk, in their order.
     *
     * @throws ImageException if there is none, or none was found and a part of the disk is damaged
     */
    public static FoundKernel find(Image image) {
        List<GuestFiles> all = GuestFiles.on(image);
        List<ImageException> damage = new ArrayList<>();
        for (GuestFiles each : all) {
            try {
                Optional<FoundKernel> found = on(each, all);
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (ImageException e) {
                damage.add(e);
            }
        }
        if (!damage.isEmpty()) {
            throw damage.get(0);
        }
        throw new ImageException(
                image.file(),
                "kernel",
                -1,
                "no vmlinuz is on any of its " + all.size() + " ext file systems",
                "give the machine a kernel, or firmware",
                null);
    }

    private static Optional<FoundKernel> on(GuestFiles files, List<GuestFiles> all) {
        for (String folder : List.of("/boot", "")) {
            Optional<String> newest = files.list(folder).stream()
                    .filter(name -> name.startsWith(KERNEL) && !name.contains("rescue"))
                    .map(name -> name.substring(KERNEL.length()))
                    .sorted(Collections.reverseOrder(KernelFinder::compareVersions))
                    .limit(MOST_KERNELS)
                    .filter(version -> files.isFile(folder + "/" + KERNEL + version))
                    .findFirst();
            if (newest.isPresent()) {
                return Optional.of(found(files, all, folder, KERNEL + newest.get(), initrds(newest.get())));
            }
        }
        for (String folder : List.of("", "/boot")) {
            if (files.isFile(folder + "/vmlinuz")) {
                return Optional.of(found(files, all, folder, "vmlinuz", List.of("initrd.img", "initrd")));
            }
        }
        return Optional.empty();
    }

    /** As Debian, Fedora, SUSE and Alpine call it. */
    private static List<String> initrds(String version) {
        return List.of(
                "initrd.img-" + version, "initramfs-" + version + ".img", "initrd-" + version, "initramfs-" + version);
    }

    private static FoundKernel found(
            GuestFiles files, List<GuestFiles> all, String folder, String kernel, List<String> initrds) {
        Optional<String> initrd = initrds.stream()
                .map(name -> folder + "/" + name)
                .filter(files::isFile)
                .findFirst();
        return new FoundKernel(
                files,
                folder + "/" + kernel,
                initrd,
                all.stream().filter(KernelFinder::isRoot).findFirst());
    }

    private static boolean isRoot(GuestFiles files) {
        try {
            return files.isFile("/etc/os-release") || files.isFile("/etc/fstab");
        } catch (ImageException e) {
            // What is damaged on another file system must not hide the kernel that was found; no guest lives on such a
            // root.
            return false;
        }
    }

    /** Numbers as numbers, all else by its characters, of which a {@code ~} comes first, and before the end. */
    static int compareVersions(String one, String other) {
        List<String> a = pieces(one);
        List<String> b = pieces(other);
        int common = Math.min(a.size(), b.size());
        for (int i = 0; i < common; i++) {
            int order = isNumber(a.get(i)) && isNumber(b.get(i))
                    ? new BigInteger(a.get(i)).compareTo(new BigInteger(b.get(i)))
                    : a.get(i).compareTo(b.get(i));
            if (order != 0) {
                return order;
            }
        }
        int longer = Integer.compare(a.size(), b.size());
        boolean isBefore = longer != 0 && (longer > 0 ? a : b).get(common).charAt(0) == FIRST;
        return isBefore ? -longer : longer;
    }

    private static boolean isNumber(String piece) {
        return piece.charAt(0) >= '0' && piece.charAt(0) <= '9';
    }

    private static List<String> pieces(String version) {
        return PIECE.matcher(version.replace('~', FIRST))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
