package io.hv.image.files;

import io.hv.Content;
import io.hv.LinuxBoot;
import io.hv.image.ImageException;
import java.util.Optional;

/** A kernel on a disk, and the initial RAM disk that belongs to it. Usable as long as its image is open; safe for any thread. */
public final class FoundKernel {

    private final GuestFiles files;
    private final String kernelPath;
    private final Optional<String> initrdPath;
    private final Optional<GuestFiles> root;

    FoundKernel(GuestFiles files, String kernelPath, Optional<String> initrdPath, Optional<GuestFiles> root) {
        this.files = files;
        this.kernelPath = kernelPath;
        this.initrdPath = initrdPath;
        this.root = root;
    }

    /** Where it is, in its file system. */
    public String kernelPath() {
        return kernelPath;
    }

    /** Where its initial RAM disk is; none where there is none. */
    public Optional<String> initrdPath() {
        return initrdPath;
    }

    /** The file system that has both. */
    public GuestFiles files() {
        return files;
    }

    /** The file system that has {@code /etc/os-release} or {@code /etc/fstab}, which is most likely the guest's root. */
    public Optional<GuestFiles> root() {
        return root;
    }

    /**
     * A boot of it: both files are read now. The command line is {@code root=UUID=...} where {@link #root()} is known; append
     * the console and what else it needs.
     *
     * @throws ImageException if they cannot be read
     */
    public LinuxBoot boot() {
        LinuxBoot boot = LinuxBoot.kernel(content(kernelPath));
        if (initrdPath.isPresent()) {
            boot = boot.initrd(content(initrdPath.get()));
        }
        return root.isPresent() ? boot.append("root=UUID=" + root.get().uuid()) : boot;
    }

    private Content content(String path) {
        return Content.bytes(
                files.read(path).orElseThrow(() -> new IllegalStateException(path + " is gone from the image")));
    }

    @Override
    public String toString() {
        return kernelPath + initrdPath.map(path -> ", " + path).orElse("") + " in " + files;
    }
}
