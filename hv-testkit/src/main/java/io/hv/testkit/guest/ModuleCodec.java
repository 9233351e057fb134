package io.hv.testkit.guest;

import java.io.IOException;
import java.io.InputStream;

/** Unpacks kernel modules that a distribution ships compressed. See {@link Initramfs.Builder#unpacking}. */
@FunctionalInterface
public interface ModuleCodec {

    /**
     * The uncompressed bytes of a module.
     *
     * @param packed the file as it is; closed by the caller
     */
    InputStream open(InputStream packed) throws IOException;
}
