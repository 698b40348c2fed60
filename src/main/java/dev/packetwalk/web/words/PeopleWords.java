package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Signing in, accounts, and the administrator's pages. */
@MessageBundle("people")
public interface PeopleWords {
    @Message
    String signIn();

    @Message
    String signInReplaces(String name);

    @Message
    String signInWith(String provider);

    @Message
    String orLogin();

    @Message
    String login();

    @Message
    String password();

    @Message
    String signInHelpHtml();

    @Message
    String wrong();

    @Message
    String noLogin();

    @Message
    String loginTaken();

    @Message
    String wrongOld();

    @Message
    String tooShort(int fewest);

    @Message
    String tooLong(int most);

    @Message
    String tooPlain();

    @Message
    String holdsLogin();

    @Message
    String newPassword();

    @Message
    String passwordHint(int fewest);

    @Message
    String makeAccount();

    @Message
    String firstLead();

    @Message
    String invitedLead(String role);

    @Message
    String accountReplaces(String name);

    @Message
    String yourName();

    @Message
    String loginOptional();

    @Message
    String makeTheAccount();

    @Message
    String choosePassword();

    @Message
    String choosePasswordLead(String owner, String login);

    @Message
    String setPassword();

    @Message
    String role();

    @Message
    String roleName(String role);

    @Message
    String passwordLogin();

    @Message
    String passwordLoginNote();

    @Message
    String useLogin();

    @Message
    String changeNote();

    @Message
    String oldPassword();

    @Message
    String changePassword();

    @Message
    String whereSignedIn();

    @Message
    String aBrowser();

    @Message
    String thisBrowser();

    @Message
    String lastUsed(String time);

    @Message
    String signOutThere();

    @Message
    String signOutOf(String browser, String time);

    @Message
    String workKept();

    @Message
    String administration();

    @Message
    String people();

    @Message
    String audit();

    @Message
    String peopleLead();

    @Message
    String invite();

    @Message
    String inviteNote();

    @Message
    String forWhom();

    @Message
    String forWhomOptional();

    @Message
    String makeLink();

    @Message
    String openInvitations();

    @Message
    String noNote();

    @Message
    String invitedUntil(String role, String time);

    @Message
    String withdraw();

    @Message
    String withdrawOf(String note);

    @Message
    String accounts();

    @Message
    String nameOrLogin();

    @Message
    String all();

    @Message
    String show();

    @Message
    String name();

    @Message
    String lastSeen();

    @Message
    String byProvider();

    @Message
    String deactivated();

    @Message
    String nowhere();

    @Message
    String nobodyFits();

    @Message
    String back();

    @Message
    String more();

    @Message
    String noneHere();

    @Message
    String provider();

    @Message
    String since();

    @Message
    String state();

    @Message
    String thisIsYouHtml();

    @Message
    String roleNote();

    @Message
    String roleByProvider();

    @Message
    String changeRole();

    @Message
    String forgotten();

    @Message
    String forgottenNote();

    @Message
    String makeALink();

    @Message
    String access();

    @Message
    String accessNote();

    @Message
    String signOutEverywhere();

    @Message
    String deactivate();

    @Message
    String keptOut();

    @Message
    String reactivate();

    @Message
    String shownOnce();

    @Message
    String invitation();

    @Message
    String invitationLead(String whom);

    @Message
    String invitationFor();

    @Message
    String passwordLink();

    @Message
    String passwordLinkLead(String whom);

    @Message
    String theLink();

    @Message
    String copy();

    @Message
    String linkSecret();

    @Message
    String backToPeople();

    @Message
    String auditLead();

    @Message
    String whoOrWhom();

    @Message
    String what();

    @Message
    String everything();

    @Message
    String from();

    @Message
    String to();

    @Message
    String when();

    @Message
    String who();

    @Message
    String toWhom();

    @Message
    String details();

    @Message
    String entries();

    @Message
    String theServer();

    @Message
    String nothingOlder();

    @Message
    String nothingFits();

    @Message
    String newest();

    @Message
    String older();

    @Message
    String action(String action);
}
