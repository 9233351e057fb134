package io.hv.kvm.boot;

import static io.hv.kvm.boot.BootException.hex;

import java.util.List;

/** Places a Multiboot 1 kernel with its modules and enters it as the specification (0.6.96, 3.2) says. */
public final class MultibootLoader {

    private static final long ENTRY_MAGIC = 0x2badb002;

    private MultibootLoader() {}

    /**
     * Loads a kernel: an ELF, or any file whose header carries the load addresses.
     *
     * @throws BootException if a file is malformed, or does not fit this machine
     */
    public static BootPlan load(
            GuestLayout layout, BootFile kernel, String commandLine, List<MultibootModule> modules) {
        MultibootHeader header = MultibootHeader.of(kernel);
        LoadedImage image = header.hasAddresses()
                ? placeByAddresses(layout, kernel, header)
                : ElfImage.of(kernel).place(layout);
        if (image.entry() >>> Integer.SIZE != 0) {
            throw bad(kernel, "its entry " + hex(image.entry()) + " is not below 4 GiB", "link it below 4 GiB");
        }
        EntryState state = EntryState.protectedMode(layout, image.entry());
        long info = MultibootInfo.place(layout, commandLine, modules, image.end());
        return layout.plan(state.withRaxRbx(ENTRY_MAGIC, info));
    }

    private static LoadedImage placeByAddresses(GuestLayout layout, BootFile kernel, MultibootHeader h) {
        long into = h.headerAddress() - h.loadAddress();
        if (into < 0 || into > h.offset()) {
            throw bad(
                    kernel,
                    "its header at " + hex(h.offset()) + " says it is " + into + " bytes behind its first loaded byte",
                    "correct the addresses in the header");
        }
        long from = h.offset() - into;
        long length = h.loadEndAddress() == 0 ? kernel.size() - from : h.loadEndAddress() - h.loadAddress();
        if (length <= 0) {
            throw bad(kernel, "its load addresses end before they start", "correct the addresses in the header");
        }
        kernel.require(from, length, "what its Multiboot header loads");
        long end = h.loadAddress() + length;
        long bssEnd = h.bssEndAddress() == 0 ? end : h.bssEndAddress();
        if (bssEnd < end) {
            throw bad(kernel, "its bss ends before its data", "correct the addresses in the header");
        }
        if (h.entryAddress() < h.loadAddress() || h.entryAddress() >= end) {
            throw bad(
                    kernel,
                    "its entry " + hex(h.entryAddress()) + " is not in what is loaded",
                    "correct the addresses in the header");
        }
        layout.claim(kernel.name(), h.loadAddress(), bssEnd - h.loadAddress());
        kernel.copyTo(layout.memory(), h.loadAddress(), from, length, "the image");
        layout.memory().fill(end, bssEnd - end, (byte) 0);
        return new LoadedImage(h.entryAddress(), h.loadAddress(), bssEnd);
    }

    private static BootException bad(BootFile kernel, String why, String remedy) {
        return new BootException(kernel.name(), why, remedy);
    }
}
