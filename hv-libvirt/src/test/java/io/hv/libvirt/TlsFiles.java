package io.hv.libvirt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Certificates for QEMU, of an authority that is made for them, by the JDK's own keytool. */
final class TlsFiles {

    private static final String PASSWORD = "changeit";

    private TlsFiles() {}

    /**
     * Makes what QEMU expects by default, {@code pki/qemu} in each of these folders: the same for each, as server and as client.
     *
     * @param name what the server's certificate is of
     */
    static void make(List<Path> etcs, String name) throws IOException {
        Path folder = Files.createTempDirectory("hv-tls");
        Path store = folder.resolve("keys.p12");
        try {
            keytool(
                    store,
                    "-genkeypair",
                    "-alias",
                    "ca",
                    "-dname",
                    "CN=authority",
                    "-ext",
                    "bc:c",
                    "-ext",
                    "ku=keyCertSign");
            for (String each : List.of("server", "client")) {
                keytool(
                        store,
                        "-genkeypair",
                        "-alias",
                        each,
                        "-signer",
                        "ca",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-ext",
                        "ku=digitalSignature,keyEncipherment",
                        "-ext",
                        "eku=" + each + "Auth");
            }
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            for (Path etc : etcs) {
                Path target = Files.createDirectories(etc.resolve("pki/qemu"));
                pem(
                        target.resolve("ca-cert.pem"),
                        "CERTIFICATE",
                        keys.getCertificate("ca").getEncoded());
                for (String each : List.of("server", "client")) {
                    Certificate certificate = keys.getCertificate(each);
                    pem(target.resolve(each + "-cert.pem"), "CERTIFICATE", certificate.getEncoded());
                    pem(
                            target.resolve(each + "-key.pem"),
                            "PRIVATE KEY",
                            keys.getKey(each, PASSWORD.toCharArray()).getEncoded());
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("keys could not be read again", e);
        } finally {
            Files.deleteIfExists(store);
            Files.delete(folder);
        }
    }

    private static void keytool(Path store, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        command.addAll(List.of(words));
        command.addAll(List.of("-keyalg", "RSA", "-keysize", "2048", "-validity", "30"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.onExit().join().exitValue();
        if (status != 0) {
            throw new IOException(command + " ended with " + status + ": " + text);
        }
    }

    private static void pem(Path file, String what, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Path unused =
                Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }
}
