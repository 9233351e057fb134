package io.hv.testkit.guest;

import io.hv.Content;
import io.hv.InvalidSpecException;
import io.hv.SpecFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * An initial RAM disk for Linux: a compressed archive that the kernel unpacks into its root file system before it starts
 * {@code /init}. The same input gives the same bytes: entries are sorted, times, owners and inodes fixed. (The archive is
 * the same everywhere; compressed, it is as far as the JDKs' zlib is the same.) Immutable.
 *
 * <pre>{@code
 * Initramfs disk = Initramfs.builder()
 *         .busybox(Path.of("/bin/busybox"))
 *         .module("virtio_blk", Path.of("/lib/modules/6.1.0"))
 *         .init("#!/bin/sh\n...")
 *         .build();
 * LinuxBoot.kernel(kernel).initrd(disk.content());
 * }</pre>
 */
public final class Initramfs {

    /** Where {@link Builder#module} puts modules. */
    public static final String MODULES = "/modules";

    /** The file with the names of all modules, one a line, in the order in which they can be loaded. */
    public static final String MODULES_ORDER = MODULES + "/order";

    private final byte[] archive;

    private Initramfs(byte[] archive) {
        this.archive = archive;
    }

    /** Begins one that is empty. */
    public static Builder builder() {
        return new Builder();
    }

    /** The archive, not compressed: cpio of the kind "newc". */
    public byte[] archive() {
        return archive.clone();
    }

    /** The archive, compressed by gzip. */
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new BestGzip(out)) {
            gzip.write(archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** {@link #bytes()}, for a domain's spec. */
    public Content content() {
        return Content.bytes(bytes());
    }

    /** Writes {@link #bytes()} into a file, in place of what it held. */
    public void writeTo(Path file) throws IOException {
        Files.write(file, bytes());
    }

    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }

    /**
     * Collects the contents. Paths are absolute, as the guest sees them; folders above them are made. Not safe for several
     * threads. What is wrong, a file that cannot be read too, is told by {@link #build()}, all at once.
     */
    public static final class Builder {

        private final NavigableMap<String, Node> nodes = new TreeMap<>();
        private final List<SpecFault> faults = new ArrayList<>();
        private final ModuleFiles modules = new ModuleFiles(faults);

        private Builder() {}

        /** Busybox, statically linked, as {@code /bin/busybox} and {@code /bin/sh}. */
        public Builder busybox(Path program) {
            return executable("/bin/busybox", program).symlink("/bin/sh", "busybox");
        }

        /** A file that may be read. */
        public Builder file(String path, byte[] content) {
            return put(path, Node.file(Node.PLAIN, content.clone()));
        }

        /** A file that may be read, from one of this machine's. */
        public Builder file(String path, Path source) {
            return put(path, Node.file(Node.PLAIN, read(path, source)));
        }

        /** A file that may be run. */
        public Builder executable(String path, byte[] content) {
            return put(path, Node.file(Node.EXECUTABLE, content.clone()));
        }

        /** A file that may be run, from one of this machine's. */
        public Builder executable(String path, Path source) {
            return put(path, Node.file(Node.EXECUTABLE, read(path, source)));
        }

        /**
         * A program of this machine's for x86-64, with the loader and the shared libraries that it needs, at the paths where
         * they are here. What is at such a path already stays.
         *
         * @param path where the guest has the program
         */
        public Builder program(String path, Path source) {
            try {
                for (Path library : SharedLibraries.of(source)) {
                    String at = library.toString();
                    if (!nodes.containsKey(at)) {
                        Builder unused = executable(at, library);
                    }
                }
            } catch (IOException e) {
                fault(path, source + " cannot be taken: " + e, "install it, and what it needs");
                return this;
            }
            return executable(path, source);
        }

        /** A folder; only empty ones need to be named. */
        public Builder directory(String path) {
            return put(path, Node.directory());
        }

        /** A symbolic link. */
        public Builder symlink(String path, String target) {
            return put(path, Node.symlink(target.getBytes(StandardCharsets.UTF_8)));
        }

        /** A character device, for root only; most are made by mounting devtmpfs. */
        public Builder characterDevice(String path, int major, int minor) {
            // The kernel's dev_t: 12 bits and 20.
            if (major < 0 || major >= 1 << 12 || minor < 0 || minor >= 1 << 20) {
                fault(path, major + ":" + minor + " is no device number", "0 to 4095, and 0 to 1048575");
                return this;
            }
            return put(path, Node.characterDevice(major, minor));
        }

        /**
         * A kernel module and all that it needs, in {@link #MODULES}; {@link #MODULES_ORDER} lists them for the init. One
         * that the kernel has built in is there already.
         *
         * @param name for example {@code virtio_blk}; {@code -} and {@code _} are the same
         * @param folder what {@code /lib/modules/RELEASE} holds, with {@code modules.dep}
         */
        public Builder module(String name, Path folder) {
            modules.add(name, folder);
            return this;
        }

        /**
         * How to unpack modules that are named from here on; plain ones and {@code .gz} are known.
         *
         * @param suffix what follows {@code .ko}, for example {@code .xz}
         */
        public Builder unpacking(String suffix, ModuleCodec codec) {
            modules.codec(suffix, codec);
            return this;
        }

        /** The script that the kernel starts. */
        public Builder init(String script) {
            return executable("/init", script.getBytes(StandardCharsets.UTF_8));
        }

        /**
         * The initramfs.
         *
         * @throws InvalidSpecException with every fault
         */
        public Initramfs build() {
            List<SpecFault> all = new ArrayList<>(faults);
            NavigableMap<String, Node> tree = new TreeMap<>(nodes);
            addModules(tree, all);
            addFolders(tree, all);
            if (!tree.containsKey("/init")) {
                all.add(SpecFault.of(
                        "path", "/init", "nothing is there, and the kernel has nothing to start", "add one by init()"));
            }
            if (!all.isEmpty()) {
                throw new InvalidSpecException("an initramfs", all);
            }
            CpioArchive cpio = new CpioArchive();
            tree.forEach((path, node) -> node.addTo(cpio, path.substring(1)));
            return new Initramfs(cpio.finish());
        }

        private void addModules(NavigableMap<String, Node> tree, List<SpecFault> all) {
            Map<String, byte[]> files = new LinkedHashMap<>();
            modules.files().forEach((name, content) -> files.put(MODULES + "/" + name, content));
            if (!files.isEmpty()) {
                String order = String.join("\n", modules.files().keySet()) + "\n";
                files.put(MODULES_ORDER, order.getBytes(StandardCharsets.UTF_8));
            }
            files.forEach((path, content) -> {
                if (tree.put(path, Node.file(Node.PLAIN, content)) != null) {
                    all.add(SpecFault.of("path", path, "modules have it already", "put it elsewhere"));
                }
            });
        }

        private static void addFolders(NavigableMap<String, Node> tree, List<SpecFault> faults) {
            for (String path : List.copyOf(tree.keySet())) {
                for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
                    String folder = path.substring(0, end);
                    Node above = tree.computeIfAbsent(folder, missing -> Node.directory());
                    if (!above.isDirectory()) {
                        faults.add(SpecFault.of("path", path, folder + " is no folder", "put it elsewhere"));
                    }
                }
            }
        }

        private Builder put(String path, Node node) {
            String wrong = InitramfsPath.fault(path);
            if (!wrong.isEmpty()) {
                fault(path, wrong, "for example /etc/motd");
            } else if (nodes.containsKey(path)
                    && !(node.isDirectory() && nodes.get(path).isDirectory())) {
                fault(path, "named twice", "name it once");
            } else {
                nodes.put(path, node);
            }
            return this;
        }

        private byte[] read(String path, Path source) {
            try {
                return Files.readAllBytes(source);
            } catch (IOException e) {
                fault(path, source + " cannot be read: " + e, "see that the file is there");
                return new byte[0];
            }
        }

        private void fault(String path, String why, String remedy) {
            faults.add(SpecFault.of("path", path, why, remedy));
        }
    }
}
