package io.hv.image.seed;

import io.hv.image.ImageException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What cloud-init does at a machine's first boot, as a disk that it finds: the data source NoCloud, an ISO 9660 image whose
 * label is {@code cidata}. Attach it as a disk, read-only, beside the disk of a cloud image.
 *
 * <p>Cloud-init does what it finds once for each instance id. A seed is made with one at random; give each clone of a machine
 * its own, by {@link #withInstanceId(UUID)} and the clone's UUID.
 *
 * <p>Immutable; each method that sets something returns a new value. What cloud-init would not act on is an
 * {@link IllegalArgumentException} at once. The same seed makes the same bytes.
 */
public final class NoCloudSeed {

    /** The volume's label, by which cloud-init knows it. */
    public static final String LABEL = "cidata";

    /** It becomes a folder's name in the guest. */
    private static final Pattern INSTANCE_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private static final Pattern HOSTNAME =
            Pattern.compile("(?=.{1,253}$)(?!-)[a-zA-Z0-9-]{1,63}(?<!-)(\\.(?!-)[a-zA-Z0-9-]{1,63}(?<!-))*");
    private static final Pattern VERSION_2 = Pattern.compile("\\bversion[\"']?\\s*:\\s*2\\b");

    private final String instanceId;
    private final @Nullable String hostname;
    private final String userData;
    private final @Nullable String vendorData;
    private final @Nullable String networkConfig;

    private NoCloudSeed(
            String instanceId,
            @Nullable String hostname,
            String userData,
            @Nullable String vendorData,
            @Nullable String networkConfig) {
        this.instanceId = instanceId;
        this.hostname = hostname;
        this.userData = userData;
        this.vendorData = vendorData;
        this.networkConfig = networkConfig;
    }

    /** One with an instance id at random, and nothing to do. */
    public static NoCloudSeed create() {
        return new NoCloudSeed(UUID.randomUUID().toString(), null, "", null, null);
    }

    /** With this instance id: a letter or digit, and up to 127 letters, digits, {@code .}, {@code _} and {@code -}. */
    public NoCloudSeed withInstanceId(String id) {
        if (!INSTANCE_ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "'" + id + "' is no instance id; use a letter or digit, and up to 127 letters,"
                            + " digits, '.', '_' and '-'");
        }
        return new NoCloudSeed(id, hostname, userData, vendorData, networkConfig);
    }

    /** With a machine's UUID as its instance id: {@code CloneReport.uuid(name)} has a clone's. */
    public NoCloudSeed withInstanceId(UUID machine) {
        return withInstanceId(machine.toString());
    }

    /** With another instance id, at random. */
    public NoCloudSeed withNewInstanceId() {
        return withInstanceId(UUID.randomUUID());
    }

    /** With this name for the machine: one of the DNS, with a domain or without. */
    public NoCloudSeed hostname(String name) {
        if (!HOSTNAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no name of a machine; use letters, digits and hyphens between"
                            + " dots, 63 at most in a part, 253 in all");
        }
        return new NoCloudSeed(instanceId, name, userData, vendorData, networkConfig);
    }

    /**
     * With what the machine's user wants.
     *
     * @param text begins with a line {@code #cloud-config}, or {@code #!} and a program, or is a MIME message with
     *     {@code Content-Type} and {@code MIME-Version}; or with another line that cloud-init knows, such as {@code #include}
     */
    public NoCloudSeed userData(String text) {
        String checked = UserDataFormat.checked("user data", text);
        return new NoCloudSeed(instanceId, hostname, checked, vendorData, networkConfig);
    }

    /** With what who runs machines wants, and users can overrule; as {@link #userData(String)}. */
    public NoCloudSeed vendorData(String text) {
        String checked = UserDataFormat.checked("vendor data", text);
        return new NoCloudSeed(instanceId, hostname, userData, checked, networkConfig);
    }

    /** With network cards that are set up so; where nothing is said, cloud-init asks by DHCP on the first card. */
    public NoCloudSeed network(NetworkConfig config) {
        return networkConfig(config.text());
    }

    /**
     * The same in cloud-init's own words, version 2.
     *
     * @param yaml not in a key {@code network}, which old versions do not know in this file
     */
    public NoCloudSeed networkConfig(String yaml) {
        if (!VERSION_2.matcher(yaml).find() || yaml.startsWith("network:")) {
            throw new IllegalArgumentException(
                    "this is no network configuration of version 2; begin it with 'version: 2'");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(yaml) || yaml.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a network configuration holds half of a surrogate pair, or NUL");
        }
        return new NoCloudSeed(instanceId, hostname, userData, vendorData, yaml);
    }

    /** By which cloud-init knows whether it has done all this already. */
    public String instanceId() {
        return instanceId;
    }

    /** The machine's name; where there is none, the image's own stays. */
    public Optional<String> hostname() {
        return Optional.ofNullable(hostname);
    }

    /** What stands in the file {@code user-data}; empty where there is nothing to do. */
    public String userData() {
        return userData;
    }

    /** What stands in the file {@code vendor-data}. */
    public Optional<String> vendorData() {
        return Optional.ofNullable(vendorData);
    }

    /** What stands in the file {@code network-config}. */
    public Optional<String> networkConfig() {
        return Optional.ofNullable(networkConfig);
    }

    /** What stands in the file {@code meta-data}: JSON, which is YAML. */
    public String metaData() {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("instance-id", instanceId);
        hostname().ifPresent(name -> json.put("local-hostname", name));
        return JsonText.of(json);
    }

    /** The disk: add files of your own, or write it. */
    public IsoImage iso() {
        IsoImage image = IsoImage.labelled(LABEL).file("meta-data", metaData()).file("user-data", userData);
        image = vendorData == null ? image : image.file("vendor-data", vendorData);
        return networkConfig == null ? image : image.file("network-config", networkConfig);
    }

    /**
     * Writes the disk into a file, which takes the place of one that is there when it is whole. User data may hold secrets:
     * who can read the file has them.
     *
     * @throws ImageException if that fails
     */
    public void write(Path file) {
        iso().write(file);
    }

    /** The disk. */
    public byte[] toBytes() {
        return iso().toBytes();
    }

    /** Without what the user data say, which may be secret. */
    @Override
    public String toString() {
        return "seed of " + instanceId + hostname().map(name -> ", " + name).orElse("");
    }
}
