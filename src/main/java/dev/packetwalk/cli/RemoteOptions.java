package dev.packetwalk.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which lab is asked, and by whom. */
final class RemoteOptions {
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{8,200}");

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "${env:PACKETWALK_SERVER:-http://127.0.0.1:8080}",
            description = "The lab (default: $$PACKETWALK_SERVER, else http://127.0.0.1:8080).")
    private String server = "";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "A file with the token, which the lab's page \"API tokens\" gives (default: $$PACKETWALK_TOKEN).")
    private @Nullable Path tokenFile;

    /** Made by picocli. */
    RemoteOptions() {}

    /**
     * The lab.
     *
     * @throws BadInputException if it is no address, would take the token over the network unencrypted, or there is no token
     */
    Remote remote() {
        return new Remote(address(), token());
    }

    private URI address() {
        try {
            URI uri = URI.create(server.strip().replaceAll("/+$", ""));
            boolean encrypted = "https".equalsIgnoreCase(uri.getScheme());
            if (uri.getHost() == null || !(encrypted || "http".equalsIgnoreCase(uri.getScheme()))) {
                throw new BadInputException("--server " + server + " is no address such as https://lab.example.edu");
            }
            if (!encrypted && !InetAddress.getByName(uri.getHost()).isLoopbackAddress()) {
                throw new BadInputException(
                        "--server " + server + " would send the token over the network for all to read: use https://");
            }
            return uri;
        } catch (IllegalArgumentException _) {
            throw new BadInputException("--server " + server + " is no address such as https://lab.example.edu");
        } catch (UnknownHostException _) {
            throw new BadInputException("--server " + server + ": no machine has that name");
        }
    }

    private String token() {
        String token = tokenFile == null ? System.getenv("PACKETWALK_TOKEN") : read(tokenFile);
        if (token == null || token.isBlank()) {
            throw new BadInputException("no token: make one on the lab's page \"API tokens\", then set PACKETWALK_TOKEN"
                    + " or give --token-file");
        }
        if (!TOKEN.matcher(token.strip()).matches()) {
            throw new BadInputException("the token is none: it is one word such as pw_…");
        }
        return token.strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException | java.io.UncheckedIOException _) {
            throw new BadInputException(file + ": there is no such file, or it can't be read");
        }
    }
}
