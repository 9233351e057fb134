package io.hv.shell.image;

import picocli.CommandLine.Option;

/** For whom the output is. */
final class OutputOption {

    /** For whom. */
    enum Output {
        HUMAN,
        JSON
    }

    @Option(
            names = "--output",
            paramLabel = "human|json",
            defaultValue = "human",
            description = "As text, or as JSON with the keys of qemu-img (${DEFAULT-VALUE}).")
    private Output output = Output.HUMAN;

    boolean isJson() {
        return output == Output.JSON;
    }
}
