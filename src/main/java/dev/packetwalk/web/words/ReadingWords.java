package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** A lesson, and what it shows besides its words. */
@MessageBundle("reading")
public interface ReadingWords {
    @Message
    String toc();

    @Message
    String showToc();

    @Message
    String sectionsRead();

    @Message
    String howFar(int sections, int passed, int exercises);

    @Message
    String read();

    @Message
    String goOn();

    @Message
    String cheatSheet();

    @Message
    String exercise(int number, int minutes);

    @Message
    String passed();

    @Message
    String begun();

    @Message
    String notBegun();

    @Message
    String listing();

    @Message
    String ownListing();

    @Message
    String chainOf(String label, String chain);

    @Message
    String noRules();

    @Message
    String more(int count);

    @Message
    String ownToo();

    @Message
    String ownEntry();

    @Message
    String point();

    @Message
    String everyColumn();

    @Message
    String everyField();

    @Message
    String twoLanguages();

    @Message
    String ownRules(String exercise);

    @Message
    String exampleRules();

    @Message
    String noWord();

    @Message
    String onlyNft();

    @Message
    String find();

    @Message
    String someFit();

    @Message
    String noneFits();

    @Message
    String tryHtml();

    @Message
    String moreAbout(String task);

    @Message
    String copy();

    @Message
    String type();

    @Message
    String close();

    @Message
    String whereYouAre();

    @Message
    String kubeTable();

    @Message
    String howMany();

    @Message
    String services(int count);

    @Message
    String rulesHtml(int rules, int services);

    @Message
    String findService();

    @Message
    String search();

    @Message
    String found(int count);

    @Message
    String rulesFit(int found, int all);

    @Message
    String ruleEach();

    @Message
    String noServiceHtml();

    @Message
    String fromFirst();

    @Message
    String furtherDown();

    @Message
    String theLast();

    @Message
    String chooses();

    @Message
    String rewrites();

    @Message
    String measuring();

    @Message
    String measure(int count);

    @Message
    String busy();

    @Message
    String measured();

    @Message
    String to();

    @Message
    String rulesMet();

    @Message
    String inTurn();

    @Message
    String byIndex();

    @Message
    String firstService();

    @Message
    String middleService();

    @Message
    String lastService();

    @Message
    String howMeasured();
}
