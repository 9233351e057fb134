package io.hv.image.seed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a guest is to set up its network cards: cloud-init's network configuration, version 2, for the usual cases. Others are
 * given to {@link NoCloudSeed#networkConfig(String)} as text. Immutable.
 */
public final class NetworkConfig {

    private final List<NicConfig> nics;

    private NetworkConfig(List<NicConfig> nics) {
        this.nics = nics;
    }

    /** With these cards, of which no two have the same MAC address or the same name. */
    public static NetworkConfig of(NicConfig... nics) {
        NetworkConfig config = new NetworkConfig(List.of());
        for (NicConfig nic : nics) {
            config = config.with(nic);
        }
        return config;
    }

    /** With one more card. */
    public NetworkConfig with(NicConfig nic) {
        if (nics.stream().anyMatch(other -> other.mac().equals(nic.mac()))) {
            throw new IllegalArgumentException("two network cards with the address " + nic.mac());
        }
        String name = name(nics.size(), nic);
        for (int i = 0; i < nics.size(); i++) {
            if (name(i, nics.get(i)).equals(name)) {
                throw new IllegalArgumentException("two network cards called " + name);
            }
        }
        List<NicConfig> more = new ArrayList<>(nics);
        more.add(nic);
        return new NetworkConfig(List.copyOf(more));
    }

    private static String name(int index, NicConfig nic) {
        return nic.name().orElse("net" + index);
    }

    /** The cards, in their order. */
    public List<NicConfig> nics() {
        return nics;
    }

    /** As it stands in the file {@code network-config}: JSON, which is YAML. */
    public String text() {
        Map<String, Object> ethernets = new LinkedHashMap<>();
        for (int i = 0; i < nics.size(); i++) {
            String name = name(i, nics.get(i));
            ethernets.put(name, nics.get(i).json(name));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", 2);
        json.put("ethernets", ethernets);
        return JsonText.of(json);
    }

    @Override
    public String toString() {
        return nics.toString();
    }
}
