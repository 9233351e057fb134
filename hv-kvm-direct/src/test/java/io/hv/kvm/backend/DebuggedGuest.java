package io.hv.kvm.backend;

import io.hv.BinaryBoot;
import io.hv.ByteSize;
import io.hv.Content;
import io.hv.DomainSpec;
import java.util.HexFormat;

/** A guest to debug, in long mode from 1 MiB on, with the addresses of what is worth stopping at. */
final class DebuggedGuest {

    /** {@code again: inc %rbx}, from 1001h to 1010h; then it ends itself with status 33. */
    static final long AGAIN = 0x10000a;

    /** {@code call work}, in each round, after RBX was written to {@link #COUNT}. */
    static final long CALL = 0x100015;

    /** {@code work: push %rbx; pop %rcx; ret}. */
    static final long WORK = 0x10002a;

    /** Where the last round's number is. */
    static final long COUNT = 0x180000;

    /** What counts up to 1010h and ends. */
    static final String COUNTS = "bb00100000" // mov $0x1000, %ebx
            + "bc00002000" // mov $0x200000, %esp
            + "48ffc3" // again: inc %rbx
            + "48891c2500001800" // mov %rbx, 0x180000
            + "e810000000" // call work
            + "4881fb10100000" // cmp $0x1010, %rbx
            + "72e7" // jb again
            + "b010e6f4" // mov $0x10, %al; out %al, $0xf4
            + "f4ebfd" // hlt; jmp to it
            + "5359c3"; // work: push %rbx; pop %rcx; ret

    /** Counts in RBX for ever. */
    static final String SPINS = "48ffc3ebfb";

    /** Loads an empty interrupt table and raises an exception: a triple fault. */
    static final String CRASHES = "0f011c25000018000f0b";

    private DebuggedGuest() {}

    static DomainSpec spec(String name, String code, int vcpus) {
        return DomainSpec.named(name)
                .memory(ByteSize.mib(16))
                .vcpus(vcpus)
                .boot(BinaryBoot.of(Content.bytes(HexFormat.of().parseHex(code)), BinaryBoot.Mode.LONG, 0x100000))
                .build();
    }
}
