package io.hv.kvm.net.gateway;

import io.hv.kvm.bus.SearchPath;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;

/** The program nft (nft(8)), by which rules come into the kernel. */
public final class Nft {

    /** What there must be for rules that go with who has made them. */
    public static final String NEEDS = "Linux 5.12 and nft 0.9.9, or newer";

    /** What is to be installed where there is none. */
    public static final String INSTALL = "install nft (Debian's, Fedora's package nftables)";

    private static final String PROGRAM = "nft";

    /** Where administrators' programs are, which is not on every user's path. */
    private static final String MORE = File.pathSeparator + "/usr/sbin" + File.pathSeparator + "/sbin";

    private Nft() {}

    /** It, where there is one on the search path or among the administrators' programs. */
    public static Optional<Path> find() {
        return SearchPath.find(PROGRAM, SearchPath.ofThisProcess() + MORE);
    }
}
