package dev.packetwalk.lab;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A folder of pictures with a page that shows them: each state light and dark, on a desk and on a phone. */
final class Gallery {
    private static final List<Look> LOOKS = List.of(
            new Look(ColorScheme.LIGHT, 1280, 800),
            new Look(ColorScheme.DARK, 1280, 800),
            new Look(ColorScheme.LIGHT, 360, 740),
            new Look(ColorScheme.DARK, 360, 740));

    private final Path folder;
    private final List<State> states = new ArrayList<>();
    private final Pages pages = new Pages();

    /** How a page is looked at. */
    private record Look(ColorScheme scheme, int width, int height) {
        String name() {
            return scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
        }
    }

    /** Something to be seen; its words are ours and need no escaping. */
    private record State(String name, String words) {}

    /** Empties nothing: pictures of the same name are replaced. */
    Gallery(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder, e);
        }
    }

    /**
     * Takes the four pictures of what the page shows now, and leaves the page as it was found.
     *
     * @param name of the files
     * @param words what is to be seen
     */
    void take(Page page, String name, String words) {
        for (Look look : LOOKS) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.scheme()));
            page.setViewportSize(look.width(), look.height());
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(folder.resolve(name + "-" + look.name() + ".png"))
                    .setFullPage(true)
                    .setAnimations(ScreenshotAnimations.DISABLED));
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(1280, 800);
        states.add(new State(name, words));
        pages.see(page.url());
        System.out.println("  " + name);
    }

    /** The routes of pages of which there is no picture. */
    List<String> missing() {
        return pages.unseen();
    }

    /** Writes {@code index.html}, and tells where it is. */
    Path finish() {
        String head = LOOKS.stream().map(look -> "<th>" + look.name()).collect(Collectors.joining());
        String rows = states.stream().map(Gallery::row).collect(Collectors.joining("\n"));
        Path index = folder.resolve("index.html");
        try {
            Files.writeString(index, """
                    <!doctype html>
                    <html lang="en">
                    <meta charset="utf-8">
                    <title>Packetwalk: every page and state</title>
                    <style>
                      body { margin: 2rem; font: 1rem/1.4 system-ui, sans-serif }
                      td, th { padding: 0.5rem; vertical-align: top; text-align: left }
                      img { max-width: 20rem; max-height: 24rem; border: 1px solid #bbb }
                    </style>
                    <h1>Every page and state</h1>
                    <table>
                    <tr><th>state%s
                    %s
                    </table>
                    """.formatted(head, rows));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + index, e);
        }
        return index;
    }

    private static String row(State state) {
        return "<tr><th>" + state.name() + "<br><small>" + state.words() + "</small>"
                + LOOKS.stream()
                        .map(look -> state.name() + "-" + look.name() + ".png")
                        .map(file -> "<td><a href=\"" + file + "\"><img loading=\"lazy\" alt=\"" + file + "\" src=\""
                                + file + "\"></a>")
                        .collect(Collectors.joining());
    }
}
