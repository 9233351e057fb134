package io.hv.kvm.boot;

import io.hv.kvm.memory.GuestMemory;
import java.nio.ByteBuffer;
import java.util.List;

/** Every loader that reads a format, with the same small things beside its image. */
public enum Loader {
    /** {@link ElfLoader}. */
    ELF {
        @Override
        BootPlan load(GuestLayout layout, BootFile image) {
            return ElfLoader.load(layout, image);
        }
    },
    /** {@link MultibootLoader}, with a module. */
    MULTIBOOT {
        @Override
        BootPlan load(GuestLayout layout, BootFile image) {
            return MultibootLoader.load(
                    layout, image, "line", List.of(new MultibootModule(BootFile.of("m", new byte[5000]), "m")));
        }
    },
    /** {@link LinuxLoader} with a bzImage that unpacks itself, or a vmlinux. */
    LINUX {
        @Override
        BootPlan load(GuestLayout layout, BootFile image) {
            return LinuxLoader.load(layout, image, BootFile.of("i", new byte[5000]), "line");
        }
    },
    /** {@link LinuxLoader} with a bzImage that the monitor unpacks. */
    UNPACKING {
        @Override
        BootPlan load(GuestLayout layout, BootFile image) {
            return LinuxLoader.load(layout, image, BootFile.of("i", new byte[5000]), "line", Unpacking.ALWAYS);
        }
    };

    abstract BootPlan load(GuestLayout layout, BootFile image);

    /**
     * Loads an image that may be anything.
     *
     * @return whether there is a plan, which was checked; else there was a {@link BootException}
     */
    public boolean survives(GuestMemory memory, ByteBuffer image, String what) {
        try {
            Plans.check(load(new GuestLayout(memory), BootFile.of("image", image)), memory, what);
            return true;
        } catch (BootException expected) {
            return false;
        }
    }
}
