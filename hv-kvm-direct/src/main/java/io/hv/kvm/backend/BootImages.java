package io.hv.kvm.backend;

import io.hv.BinaryBoot;
import io.hv.Boot;
import io.hv.Content;
import io.hv.ElfBoot;
import io.hv.LinuxBoot;
import io.hv.MultibootBoot;
import io.hv.kvm.boot.BootException;
import io.hv.kvm.boot.BootFile;
import io.hv.kvm.boot.BootPlan;
import io.hv.kvm.boot.ElfLoader;
import io.hv.kvm.boot.EntryMode;
import io.hv.kvm.boot.FlatLoader;
import io.hv.kvm.boot.GuestLayout;
import io.hv.kvm.boot.LinuxLoader;
import io.hv.kvm.boot.MultibootLoader;
import io.hv.kvm.boot.MultibootModule;
import io.hv.kvm.boot.Unpacking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files of one boot, open while it is loaded. For one thread. */
final class BootImages implements AutoCloseable {

    private final List<SeekableByteChannel> open = new ArrayList<>();

    private final Unpacking unpacking;

    private BootImages(Unpacking unpacking) {
        this.unpacking = unpacking;
    }

    /**
     * Loads what a spec wants to boot.
     *
     * @param unpacking who unpacks a Linux kernel
     * @throws BootException if a file is missing or malformed, or does not fit this machine
     */
    static BootPlan load(Boot boot, Unpacking unpacking, GuestLayout layout) {
        try (BootImages images = new BootImages(unpacking)) {
            if (boot instanceof LinuxBoot linux) {
                return images.linux(linux, layout);
            }
            if (boot instanceof ElfBoot elf) {
                return ElfLoader.load(layout, images.file("image", elf.image()));
            }
            if (boot instanceof MultibootBoot multiboot) {
                return images.multiboot(multiboot, layout);
            }
            if (boot instanceof BinaryBoot binary) {
                return FlatLoader.load(
                        layout,
                        images.file("image", binary.image()),
                        mode(binary.mode()),
                        binary.loadAddress(),
                        binary.entry());
            }
            throw new BootException(boot.toString(), "this backend does not know how", "use a boot of hv-api");
        }
    }

    private BootPlan linux(LinuxBoot boot, GuestLayout layout) {
        BootFile kernel = file("kernel", boot.kernel());
        Optional<BootFile> initrd = boot.initrd().map(content -> file("initrd", content));
        return LinuxLoader.load(layout, kernel, initrd.orElse(null), boot.commandLine(), unpacking);
    }

    private BootPlan multiboot(MultibootBoot boot, GuestLayout layout) {
        List<MultibootModule> modules = new ArrayList<>();
        for (MultibootBoot.Module module : boot.modules()) {
            modules.add(new MultibootModule(
                    file("modules[" + modules.size() + "]", module.content()), module.commandLine()));
        }
        return MultibootLoader.load(layout, file("kernel", boot.kernel()), boot.commandLine(), modules);
    }

    private BootFile file(String part, Content content) {
        byte @Nullable [] bytes = content.bytes().orElse(null);
        if (bytes != null) {
            return BootFile.of(part, bytes);
        }
        String name = part + " " + content;
        try {
            SeekableByteChannel channel =
                    Files.newByteChannel(Path.of(content.file().orElseThrow().path()));
            open.add(channel);
            return BootFile.of(name, channel);
        } catch (NoSuchFileException e) {
            throw new BootException(name, "the file does not exist", "name a file that is there", e);
        } catch (IOException e) {
            throw new BootException(name, "the file cannot be opened: " + e, "make it readable", e);
        }
    }

    private static EntryMode mode(BinaryBoot.Mode mode) {
        return switch (mode) {
            case REAL -> EntryMode.REAL;
            case PROTECTED -> EntryMode.PROTECTED;
            case LONG -> EntryMode.LONG;
        };
    }

    @Override
    public void close() {
        IOException failure = null;
        for (SeekableByteChannel channel : open) {
            try {
                channel.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw new UncheckedIOException(failure);
        }
    }
}
