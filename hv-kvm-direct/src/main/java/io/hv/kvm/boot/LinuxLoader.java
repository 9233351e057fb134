package io.hv.kvm.boot;

import static io.hv.kvm.boot.BootException.hex;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Places a Linux kernel and enters it: a bzImage by the 64-bit boot protocol (Linux, Documentation/arch/x86/boot.rst), or
 * a vmlinux by PVH where it has such an entry, else by its 64-bit entry.
 */
public final class LinuxLoader {

    /** The 64-bit entry, from the start of the protected-mode part. */
    static final long ENTRY_OFFSET = 0x200;

    private static final long FOUR_GIB = 1L << 32;

    private LinuxLoader() {}

    /**
     * Loads a kernel; a bzImage unpacks itself.
     *
     * @param initrd its initial RAM disk, if any
     * @throws BootException if a file is malformed, or does not fit this machine
     */
    public static BootPlan load(GuestLayout layout, BootFile kernel, @Nullable BootFile initrd, String commandLine) {
        return load(layout, kernel, initrd, commandLine, Unpacking.NEVER);
    }

    /**
     * Loads a kernel.
     *
     * @param initrd its initial RAM disk, if any
     * @param unpacking who unpacks a bzImage
     * @throws BootException if a file is malformed, or does not fit this machine
     */
    public static BootPlan load(
            GuestLayout layout, BootFile kernel, @Nullable BootFile initrd, String commandLine, Unpacking unpacking) {
        if (ElfImage.isElf(kernel)) {
            return loadVmlinux(layout, kernel, initrd, commandLine);
        }
        LinuxHeader header = LinuxHeader.of(kernel);
        ZeroPage.claim(layout, header, commandLine);
        Optional<LinuxPayload> packed = unpacking.choose(kernel, header, commandLine);
        if (packed.isPresent()) {
            return packed.get().unpack(layout.memory().size(), vmlinux -> {
                LoadedImage image = placeVmlinux(layout, ElfImage.of(vmlinux));
                return plan(layout, header, image.start(), image.entry(), initrd);
            });
        }
        long start = placeKernel(layout, kernel, header);
        return plan(layout, header, start, start + ENTRY_OFFSET, initrd);
    }

    private static BootPlan loadVmlinux(
            GuestLayout layout, BootFile kernel, @Nullable BootFile initrd, String commandLine) {
        ElfImage elf = ElfImage.of(kernel);
        if (elf.pvhEntry().isPresent()) {
            return PvhLoader.load(layout, elf, initrd, commandLine);
        }
        LinuxHeader header = LinuxHeader.ofVmlinux();
        ZeroPage.claim(layout, header, commandLine);
        LoadedImage image = placeVmlinux(layout, elf);
        return plan(layout, header, image.start(), image.entry(), initrd);
    }

    /** A vmlinux lies where it was linked to: moved, it would want its relocations applied. */
    private static LoadedImage placeVmlinux(GuestLayout layout, ElfImage elf) {
        if (!elf.is64()) {
            throw new BootException(
                    elf.name(),
                    "it is a 32-bit ELF without a PVH entry",
                    "give a 64-bit kernel, or boot it as an ELF or Multiboot image");
        }
        LoadedImage image = elf.place(layout);
        if (image.entry() >= FOUR_GIB) {
            throw new BootException(
                    elf.name(),
                    "its entry " + hex(image.entry()) + " is not below 4 GiB, which is what is mapped at the start",
                    "link it below 4 GiB");
        }
        return image;
    }

    private static BootPlan plan(
            GuestLayout layout, LinuxHeader header, long start, long entry, @Nullable BootFile initrd) {
        EntryState state = EntryState.longMode(layout, entry).withRsi(ZeroPage.ADDRESS);
        Optional<Placement> disk = Initrd.place(layout, initrd, Math.min(header.initrdAddressMax() + 1, FOUR_GIB));
        ZeroPage.write(layout, header, start, disk);
        return layout.plan(state);
    }

    /** At the address the kernel prefers; if that is taken and the kernel can move, at the next that suits it. */
    private static long placeKernel(GuestLayout layout, BootFile kernel, LinuxHeader header) {
        long preferred = header.preferredAddress();
        long needed = header.memoryNeeded();
        if (preferred < 0 || preferred > FOUR_GIB - needed) {
            throw new BootException(
                    kernel.name(),
                    "it prefers to lie at " + hex(preferred) + " with " + hex(needed)
                            + " bytes, which is not below 4 GiB",
                    "the file is damaged: fetch it again");
        }
        long start = preferred;
        if (header.relocatable()) {
            start = layout.claimLowest(kernel.name(), needed, header.alignment(), preferred, FOUR_GIB);
        } else {
            layout.claim(kernel.name(), preferred, needed);
        }
        kernel.copyTo(layout.memory(), start, header.payloadOffset(), header.payloadSize(), "the protected-mode part");
        return start;
    }
}
