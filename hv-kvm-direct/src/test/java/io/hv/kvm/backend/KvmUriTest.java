package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.NotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KvmUriTest {

    @TempDir
    Path temporary;

    private Path folder() throws IOException {
        return temporary.toRealPath();
    }

    private static KvmUri of(String uri, Map<String, String> environment) {
        return KvmUri.of(URI.create(uri), environment::get);
    }

    @Test
    void theUsualFolderIsTheUsersDataFolder() throws IOException {
        Map<String, String> set = Map.of("XDG_DATA_HOME", folder().toString());
        for (String uri : List.of("kvm:///", "kvm:///embed")) {
            assertEquals(new KvmUri(URI.create("kvm:///"), folder().resolve("hv/kvm")), of(uri, set));
        }
        Path home = Path.of(System.getProperty("user.home"));
        for (Map<String, String> unset : List.of(Map.<String, String>of(), Map.of("XDG_DATA_HOME", "relative"))) {
            assertEquals(
                    home.resolve(".local/share/hv/kvm").getFileName(),
                    of("kvm:///", unset).root().getFileName());
            assertEquals(
                    home.resolve(".local/share").toAbsolutePath().getNameCount() + 2,
                    of("kvm:///", unset).root().getNameCount());
        }
    }

    @Test
    void oneFolderIsOneHost() throws IOException {
        Map<String, String> set = Map.of("XDG_DATA_HOME", folder().toString());
        Path real = Files.createDirectory(folder().resolve("a b&c"));
        Path link = Files.createSymbolicLink(folder().resolve("link"), real);
        KvmUri direct = of("kvm:///embed?root=" + folder().resolve("a%20b&c"), set);
        assertEquals(real, direct.root());
        assertEquals(direct, of("kvm:///embed?root=" + link, set));
        assertEquals(direct, of("kvm:///embed?root=" + link + "/x/..", set));
        assertEquals(direct, of(direct.uri().toString(), set), "its own URI means it");
        assertEquals(
                real.resolve("not/yet"),
                of("kvm:///?root=" + link + "/not/yet", set).root());
        assertEquals(
                URI.create("kvm:///"),
                of("kvm:///embed?root=" + folder().resolve("hv/kvm"), set).uri());
    }

    @Test
    void whatIsNoHostIsNotFound() {
        for (String uri : List.of(
                "kvm://host/",
                "kvm:///other",
                "kvm:///?x=1",
                "kvm:x",
                "kvm:///embed?root=",
                "kvm:///embed?root=relative",
                "kvm:///embed?root=/a%00b",
                "kvm:///#x")) {
            NotFoundException e = assertThrows(NotFoundException.class, () -> of(uri, Map.of()), uri);
            assertFalse(e.remedy().isBlank());
        }
    }
}
