package io.hv.shell.guest;

import io.hv.image.seed.IsoImage;
import io.hv.image.seed.NoCloudSeed;
import io.hv.shell.Commas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The files that a seed for cloud-init is made of.
 *
 * @param userData what cloud-init is to do
 * @param metaData the instance; where there is none, it is a new one
 * @param networkConfig the network cards, version 2
 */
record SeedFiles(Path userData, Optional<Path> metaData, Optional<Path> networkConfig) {

    /**
     * The disk.
     *
     * @param misuse makes the exception for files that cannot be read, or that cloud-init would not act on
     */
    IsoImage image(Function<String, ? extends RuntimeException> misuse) {
        try {
            NoCloudSeed seed = NoCloudSeed.create().userData(text(userData, misuse));
            if (networkConfig.isPresent()) {
                seed = seed.networkConfig(text(networkConfig.get(), misuse));
            }
            return metaData.isEmpty() ? seed.iso() : with(seed, text(metaData.get(), misuse));
        } catch (IllegalArgumentException e) {
            throw misuse.apply("--seed: " + e.getMessage());
        }
    }

    /** The same disk with a text of one's own about the instance. */
    private static IsoImage with(NoCloudSeed seed, String instance) {
        if (!instance.contains("instance-id")) {
            throw new IllegalArgumentException("meta-data need an instance-id");
        }
        IsoImage image =
                IsoImage.labelled(NoCloudSeed.LABEL).file("meta-data", instance).file("user-data", seed.userData());
        Optional<String> config = seed.networkConfig();
        return config.isEmpty() ? image : image.file("network-config", config.get());
    }

    private static String text(Path file, Function<String, ? extends RuntimeException> misuse) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw misuse.apply("--seed: " + file + " cannot be read: " + e);
        }
    }

    /** Reads USER-DATA[,KEY=FILE]... */
    static final class Converter implements ITypeConverter<SeedFiles> {

        private static final String META_DATA = "meta-data=";
        private static final String NETWORK_CONFIG = "network-config=";

        @Override
        public SeedFiles convert(String text) {
            List<String> parts = Commas.split(text);
            if (parts.get(0).isEmpty()) {
                throw new TypeConversionException("'" + text + "' does not begin with a file");
            }
            SeedFiles files = new SeedFiles(Path.of(parts.get(0)), Optional.empty(), Optional.empty());
            for (String part : parts.subList(1, parts.size())) {
                files = with(files, part);
            }
            return files;
        }

        private static SeedFiles with(SeedFiles files, String part) {
            if (part.startsWith(META_DATA)) {
                Path file = Path.of(part.substring(META_DATA.length()));
                return new SeedFiles(files.userData(), Optional.of(file), files.networkConfig());
            }
            if (part.startsWith(NETWORK_CONFIG)) {
                Path file = Path.of(part.substring(NETWORK_CONFIG.length()));
                return new SeedFiles(files.userData(), files.metaData(), Optional.of(file));
            }
            throw new TypeConversionException("'" + part + "': the keys are meta-data, network-config");
        }
    }
}
