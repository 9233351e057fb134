/** Compressed streams, and disk images to come, in Java. */
module io.hv.image {
    requires static transitive org.jspecify;
    requires org.tukaani.xz;
    requires static com.github.luben.zstd_jni;

    exports io.hv.image.codec;
}
