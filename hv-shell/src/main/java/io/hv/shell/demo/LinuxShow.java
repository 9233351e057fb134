package io.hv.shell.demo;

import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.HostPath;
import io.hv.LinuxBoot;
import io.hv.TransientDomain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A stock kernel up to its shell on the serial line, two commands, and shut down. The initial RAM disk has to end in a
 * shell whose prompt is {@code #}, with busybox's {@code poweroff}.
 */
final class LinuxShow implements Show {

    private static final Duration BOOT = Duration.ofMinutes(3);
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final String PROMPT = "# ";

    private final Path kernel;
    private final Path initrd;

    /** What it is called, with or without a kernel to show. */
    static final String TITLE = "linux";

    LinuxShow(Path kernel, Path initrd) {
        this.kernel = kernel;
        this.initrd = initrd;
    }

    @Override
    public String title() {
        return TITLE;
    }

    @Override
    public DomainSpec spec() {
        return DomainSpec.named("demo-linux")
                .memory(ByteSize.mib(256))
                .boot(LinuxBoot.kernel(HostPath.of(kernel))
                        .initrd(HostPath.of(initrd))
                        .append("console=ttyS0 quiet"))
                .build();
    }

    @Override
    public Set<Feature> needs() {
        return Set.of(Feature.STOCK_GUESTS);
    }

    @Override
    public Sight watch(TransientDomain domain) {
        String release;
        try (ConsoleSession console = domain.console().open(From.START)) {
            console.expect(PROMPT, BOOT);
            console.send("uname -a\n");
            release = console.expect(Pattern.compile("\nLinux \\S+ (\\S+) [^\r\n]*"), COMMAND)
                    .group(1);
            // The echo of what is typed does not hold the answer, so the answer proves that a shell worked it out.
            console.send("echo 6 times 7 is $((6 * 7))\n");
            console.expect("6 times 7 is 42", COMMAND);
            console.expect(PROMPT, COMMAND);
            console.send("poweroff -f\n");
            // Where the machine tells of no way to switch it off, the kernel halts here, and closing the domain ends
            // it.
            console.expect(Pattern.compile("reboot: (Power down|System halted)"), COMMAND);
        }
        return Sight.of("Linux " + release + ", shell: 6 times 7 is 42, shut down");
    }
}
