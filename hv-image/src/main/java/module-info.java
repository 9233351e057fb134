/** Disk images and compressed streams, in Java. */
module io.hv.image {
    requires static transitive org.jspecify;
    requires transitive io.hv;
    requires org.tukaani.xz;
    requires static com.github.luben.zstd_jni;
    requires static io.hv.nativeaccess;

    exports io.hv.image;
    exports io.hv.image.codec;
    exports io.hv.image.files;
    exports io.hv.image.seed;

    uses io.hv.image.spi.Driver;

    provides io.hv.image.spi.Driver with
            io.hv.image.parallels.ParallelsDriver,
            io.hv.image.qcow2.Qcow2Driver,
            io.hv.image.raw.RawDriver,
            io.hv.image.vdi.VdiDriver,
            io.hv.image.vhdx.VhdxDriver,
            io.hv.image.vmdk.VmdkDriver,
            io.hv.image.vpc.VpcDriver;
}
