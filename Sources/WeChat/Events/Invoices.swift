extension PushCatalogue {
    /// Electronic invoices (电子发票).
    static let invoices: [any PushType.Type] = [
        InvoiceAuthorized.self, InvoiceStatusUpdated.self, InvoiceTitleSubmitted.self, CloudInvoiceIssued.self,
    ]
}

/// A user has filled in the page that permits an invoice.
public struct InvoiceAuthorized: Notice {
    public static let kinds: [Kind] = .events("user_authorize_invoice")
    public static let example = """
        <SuccOrderId>202404271001</SuccOrderId><FailOrderId></FailOrderId>\
        <AuthorizeAppId>wx4c1d9e7f20ab3358</AuthorizeAppId><Source>web</Source>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The order that an invoice may be made for; nil when it was refused.
    public var orderID: String? { fields.nonEmpty("SuccOrderId") }
    /// The order that it was refused for; nil when it was permitted.
    public var failedOrderID: String? { fields.nonEmpty("FailOrderId") }
    /// The appid that got the permission. Some of WeChat's pages call it `AppId`.
    public var appID: String { fields.nonEmpty("AuthorizeAppId") ?? fields.trimmed("AppId") }
    /// Where the page was opened: `web`, `app`, `wxa` (a Mini Program) or `wap`.
    public var source: String { fields.trimmed("Source") }
}

/// An invoice has been locked, reimbursed or freed again.
public struct InvoiceStatusUpdated: Notice {
    public static let kinds: [Kind] = .events("update_invoice_status")
    public static let example = """
        <Status>INVOICE_REIMBURSE_LOCK</Status><CardId>pK9xD5wQm1pLr8sYbN2eUc7hRk4W</CardId><Code>186921658591</Code>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// `INVOICE_REIMBURSE_INIT` free, `INVOICE_REIMBURSE_LOCK` locked, `INVOICE_REIMBURSE_CLOSURE` reimbursed.
    public var status: String { fields.trimmed("Status") }
    /// The id of the card that the invoice is.
    public var cardID: String { fields.trimmed("CardId") }
    /// The code of the user's card.
    public var code: String { fields.trimmed("Code") }
}

/// A user has given the title (抬头) for his invoices.
public struct InvoiceTitleSubmitted: Notice {
    public static let kinds: [Kind] = .events("submit_invoice_title")
    public static let example = """
        <title>深圳市某某科技有限公司</title><phone>0755-26712345</phone><tax_no>91440300MA5D0000XX</tax_no>\
        <addr>南山区科技园</addr><bank_type>招商银行科技园支行</bank_type><bank_no>755900000010001</bank_no>\
        <attach>order=1&amp;memo=2</attach><title_type>InvoiceUserTitleBusinessType</title_type>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The name of the person or company.
    public var title: String { fields["title"] ?? "" }
    /// The telephone number.
    public var phone: String { fields.trimmed("phone") }
    /// The tax number.
    public var taxNumber: String { fields.trimmed("tax_no") }
    /// The address.
    public var address: String { fields["addr"] ?? "" }
    /// The bank.
    public var bank: String { fields["bank_type"] ?? "" }
    /// The number of the account there.
    public var bankAccount: String { fields.trimmed("bank_no") }
    /// What the link was made with that the user followed.
    public var attachment: String { fields["attach"] ?? "" }
    /// `InvoiceUserTitlePersonType` for a person, `InvoiceUserTitleBusinessType` for a company.
    public var titleType: String { fields.trimmed("title_type") }
}

/// An invoice that was asked of the cloud service (云开票) has been made, or not.
public struct CloudInvoiceIssued: Notice {
    public static let kinds: [Kind] = .events("cloud_invoice_invoiceresult_event")
    public static let example = """
        <fpqqlsh>14574d75004451097886</fpqqlsh><status>1</status><nsrsbh>150001197205134629</nsrsbh>
        """
    public let push: Push
    public init(push: Push) { self.push = push }

    /// The serial number of the request (发票请求流水号).
    public var requestID: String { fields.trimmed("fpqqlsh") }
    /// WeChat's number of the invoice's state.
    public var status: Int? { fields.integer("status") }
    /// The taxpayer's number (纳税人识别号).
    public var taxpayerID: String { fields.trimmed("nsrsbh") }
}
